import type { Translation } from '../en/index.ts'

export const signIn = {
  title: 'Iniciar sesión',
  lede: 'Qué bien verte otra vez.',
  email: 'Correo',
  password: 'Contraseña',
  submit: 'Iniciar sesión',
  or: 'o',
  magic_title: '¿No tienes la contraseña a mano?',
  magic_body: 'Te mandamos un enlace que te deja entrar una vez.',
  magic_submit: 'Mándame un enlace',
  sent_title: 'Mira tu correo',
  sent_body:
    'Si {email} es de una cuenta de aquí, ya va de camino un enlace para entrar. Vale una vez y solo por poco tiempo.',
  sent_late:
    'Nuestro servidor de correo no responde ahora. El correo sale en cuanto lo haga, mientras su enlace funcione; después, pide otro.',
  sent_mailbox: 'Abrir el buzón de la simulación',
  sent_again: 'Usar otra dirección',
  no_account: '¿Es tu primera vez?',
  create: 'Crear una cuenta',
  up: {
    title: 'Crea tu cuenta',
    lede: 'Te mandamos un enlace para entrar. Luego conectas tu primer canal; tarda un minuto, más o menos.',
    name: 'Tu nombre',
    submit: 'Crear cuenta',
    sent_body:
      'Va de camino un enlace para {email}. Ábrelo para entrar; vale una vez y solo por poco tiempo. Luego puedes poner una contraseña.',
    have_account: '¿Ya estás aquí?',
    brand: '¿Buscas creadores?',
    brand_link: 'Abre una cuenta para tu empresa',
  },
  link: {
    title: 'Un paso más',
    lede: 'Pulsa el botón y ya estás dentro.',
    hint: '¿Te llegó este enlace sin pedirlo? Entonces cierra esta página: no ha pasado nada.',
    submit: 'Iniciar sesión',
    mail: {
      subject: 'Entra en {platform}',
      before: 'Abre este enlace para entrar en {platform}. Vale una vez, durante 15 minutos.',
      after: 'Si no lo pediste, puedes dejar este correo: nadie entra sin el enlace.',
    },
  },
  refused: {
    invalid: 'Ese correo y esa contraseña no van juntos. Prueba otra vez o pide que te mandemos un enlace.',
    email: 'Eso no parece una dirección de correo.',
    name: 'Dinos cómo llamarte, por favor.',
    link: 'Ese enlace ya se usó o es demasiado viejo. Pide uno nuevo aquí abajo.',
    limited: 'Fueron muchos intentos. Espera un minuto, por favor.',
    unknown: 'No funcionó, y seguramente es cosa nuestra. Prueba otra vez, por favor.',
  },
  welcome: {
    title: 'Te damos la bienvenida, {name}',
    lede: 'Prepara el perfil que verán las marcas. Luego puedes cambiarlo todo.',
    profile_name: 'Nombre de tu perfil',
    handle: 'Dirección de tu perfil',
    handle_hint: 'Letras, números, puntos y guiones.',
    bio: 'Una línea sobre lo que haces',
    bio_hint: 'Si quieres. Una o dos frases.',
    place: 'Dónde estás',
    place_hint: 'Si quieres. Una ciudad o un país.',
    submit: 'Crear perfil',
    handle_taken: 'Alguien ya tiene esa dirección. Prueba con otra.',
    handle_invalid:
      'Usa de 2 a 30 letras minúsculas, números, puntos o guiones, empezando por una letra o un número.',
    name_invalid: 'Ponle un nombre a tu perfil, por favor.',
  },
} as const satisfies Translation['signIn']
