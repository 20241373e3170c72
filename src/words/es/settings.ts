import type { Translation } from '../en/index.ts'

export const settings = {
  title: 'Ajustes',
  nav: 'Ajustes',
  saved: 'Guardado.',
  save: 'Guardar',
  pages: {
    account: 'Idioma y aspecto',
    person: 'Cuenta',
    team: 'Equipo',
    notifications: 'Avisos',
    sign_ins: 'Sesiones',
    privacy: 'Privacidad',
  },
  language: {
    title: 'Idioma',
    label: 'Idioma',
    hint: 'Para todas las páginas, correos y avisos. Las fechas y los números lo siguen.',
  },
  region: {
    title: 'Región',
    now: 'Las horas se muestran para {zone}.',
    unknown: 'Las horas se muestran en UTC hasta que tu navegador diga dónde está.',
    link: 'Elegir la zona horaria de tus correos',
  },
  theme: {
    title: 'Colores',
    hint: 'Se guardan para ti, entres donde entres.',
    contrast_hint: 'Texto y líneas más marcados, claro u oscuro como tu dispositivo.',
    system: 'Como mi dispositivo',
    light: 'Claro',
    dark: 'Oscuro',
    contrast: 'Alto contraste',
  },
  sign_ins: {
    title: 'Dónde tienes sesión abierta',
    lede: 'Todos los navegadores que han entrado como tú. Si no reconoces alguno, cierra todas las demás sesiones.',
    this_one: 'Este navegador',
    browser: '{browser} en {system}',
    unknown: 'Un navegador',
    since: 'Desde el {date}',
    sign_out_others: 'Cerrar todas las demás',
    only_here: 'No tienes sesión en ningún otro sitio.',
    signed_out:
      '{count, plural, =0 {No tenías sesión en ningún otro sitio.} one {Se cerró # sesión.} other {Se cerraron # sesiones.}}',
  },
} as const satisfies Translation['settings']
