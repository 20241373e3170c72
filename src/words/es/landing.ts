import type { Translation } from '../en/index.ts'

export const landing = {
  title: 'Tus canales, siempre conectados',
  headline: 'Tus canales siguen conectados. Tus cifras siguen siendo creíbles.',
  lede: '{platform} cuida los permisos que hay detrás de tus canales de Instagram, YouTube, TikTok y Facebook, para que las marcas vean siempre estadísticas de las que fiarse.',
  meta: 'Mantiene conectados los canales de Instagram, YouTube, TikTok y Facebook de los creadores, para que las estadísticas verificadas sigan en su perfil.',
  sign_in: 'Iniciar sesión',
  create: 'Crear una cuenta',
  points: {
    see_title: 'Lo ves al momento',
    see: 'Cuando una red termina un permiso, el canal lo dice con palabras, con la fecha y el motivo que dio.',
    back_title: 'De vuelta con un botón',
    back: 'Conectar te lleva al sitio correcto, con la cuenta correcta, y te trae de vuelta en un minuto, más o menos.',
    quiet_title: 'En silencio cuando se puede',
    quiet:
      'Lo que se puede renovar sin ti se renueva sin ti. Solo preguntamos cuando nadie más puede responder.',
  },
  promise: 'Solo leemos. {platform} no puede publicar, seguir, dar me gusta ni mandar mensajes.',
  sandbox_title: 'Entra como alguien',
  sandbox_lede: 'Esto es una simulación con personas y redes de mentira. Elige a alguien y echa un vistazo.',
  enter: 'Entrar',
  enter_as: 'Entrar como {name}',
  demo: {
    happened: 'El permiso de TikTok para @lina.k se acabó el 21 de noviembre.',
    meaning: 'Las marcas no ven ahora sus estadísticas.',
    badge: 'Hay que reconectar',
    back: 'Conectado',
    back_line: '48.210 seguidores. Comprobado hace dos horas.',
    button: 'Conectar',
    caption:
      'Un ejemplo de la página de canales: un canal que necesita a su creadora y otro que está cuidado.',
  },
} as const satisfies Translation['landing']
