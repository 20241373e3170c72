import type { Translation } from '../en/index.ts'

export const result = {
  confirm: {
    title: '{count, plural, one {¿Es este?} other {¿Cuáles añadimos?}}',
    lede: '{network} dice que sí. No se guarda nada hasta que lo digas aquí.',
    add_one: 'Añadir {name} al perfil de {creator}',
    add_chosen: 'Añadir al perfil de {creator}',
    choose: 'Elige qué añadir',
    by_you: 'Ya está en este perfil',
    by_another: 'Ya está conectado a otro perfil',
    missing: 'Sin compartir: {missing}. Puedes arreglarlo después.',
    nothing_chosen: 'Marca al menos uno para seguir.',
    not_now: 'Ahora no',
    all_taken: 'Todo lo que volvió ya está conectado.',
  },
  connected: {
    title_new: '{name} está conectado',
    title_again: '{name} ha vuelto',
    title_many: '{count} canales están conectados',
    changed_new:
      'Las estadísticas verificadas estarán en tu perfil en cuanto lleguen las primeras cifras, casi siempre en minutos.',
    changed_again: 'Las estadísticas verificadas han vuelto a tu perfil. Tu historial está completo.',
    limited: 'Quedó algo fuera: {missing}. El resto ya se ve.',
    fix: 'Arreglarlo ahora',
    view: 'Ver el perfil',
    to_channels: 'Volver a los canales',
    next_title: '{count, plural, one {Otro te necesita} other {Otros # te necesitan}}',
    next: 'Conectar {network} {name}',
    renewed_by_us: 'A partir de ahora lo renovamos por ti.',
    person_needed_by: 'La próxima vez que te necesite: hacia el {date}.',
    no_end: 'No tiene fecha de fin. Lo mantenemos despierto y avisamos pronto si alguna vez te necesita.',
  },
  wrong: {
    title: 'Esa era otra cuenta',
    lede: 'No se cambió nada y no se guardó nada.',
    expected: 'Esta tarjeta es de',
    used: 'Volviste como',
    again: 'Probar otra vez como {name}',
    add: 'Añadir {name}',
    switch_first: {
      instagram: 'Instagram te pedirá iniciar sesión de nuevo. Elige allí {name}.',
      youtube: 'Google te mostrará tus cuentas. Elige la que tiene {name}.',
      tiktok:
        'Cambia antes a {name} en la app de TikTok o en tiktok.com; TikTok sigue con quien tenga la sesión abierta.',
      facebook:
        'Inicia sesión antes en facebook.com como alguien que administre {name}; Facebook sigue con quien tenga la sesión abierta.',
    },
  },
  belongs: {
    title: 'Ya está conectado en otro sitio',
    body: '{names} ya {count, plural, one {está conectado} other {están conectados}} aquí a otro perfil, así que no se cambió nada. Si debería ser tuyo, escríbenos y lo miramos.',
    write: 'Escríbenos',
    again: 'Probar con otra cuenta',
  },
  cancelled: {
    title: 'Nada ha cambiado',
    body: '{network} te devolvió sin un sí, y no pasa nada. Todo está como estaba.',
    hint: {
      instagram:
        'Si Instagram pidió una cuenta profesional: cámbiala gratis a creador o empresa en su app y prueba otra vez.',
      youtube: 'Si tu canal no estaba en la lista, elige la cuenta de Google o de marca que lo tiene.',
      tiktok: 'Si era otra cuenta de la que querías, cámbiala primero en TikTok.',
      facebook: 'Si tu página no estaba en la lista, inicia sesión como alguien que la administre.',
    },
    again: 'Probar otra vez',
  },
  nothing: {
    title: {
      instagram: 'No encontramos una cuenta profesional',
      youtube: 'No hay canal en esa cuenta de Google',
      tiktok: 'No volvió ninguna cuenta',
      facebook: 'No volvió ninguna página',
    },
    body: {
      instagram:
        'Iniciaste sesión, pero detrás no hay una cuenta de creador ni de empresa. Instagram solo comparte estadísticas de esas. Puedes cambiarla gratis en la app de Instagram, en el tipo de cuenta.',
      youtube:
        'Iniciaste sesión, pero esa cuenta de Google no tiene canal de YouTube. Prueba otra vez y elige la cuenta, o la cuenta de marca, que lo tiene.',
      tiktok:
        'Iniciaste sesión, pero TikTok no nos habló de ninguna cuenta. Comprueba que las apps puedan verla y prueba otra vez.',
      facebook:
        'Iniciaste sesión, pero no se eligió ninguna página, o no administras ninguna. Prueba otra vez y marca la página en la lista de Facebook.',
    },
    again: 'Probar otra vez',
  },
  permission: {
    title: 'Quedó fuera un permiso',
    body: {
      instagram:
        'Sin él Instagram no nos dice qué cuenta es, así que no se guardó nada. Esta vez deja todos los interruptores activados.',
      youtube:
        'Sin él Google no nos dice qué canal es, así que no se guardó nada. Esta vez marca las dos casillas.',
      tiktok:
        'Sin él TikTok no nos dice qué cuenta es, así que no se guardó nada. Esta vez deja todos los interruptores activados.',
      facebook:
        'Sin él Facebook no nos dice qué páginas elegiste, así que no se guardó nada. Esta vez deja todas las casillas marcadas.',
    },
    again: 'Probar otra vez',
  },
  refused: {
    title: {
      busy: '{network} está ocupado',
      ours: 'Esto es cosa nuestra',
      said_no: '{network} no llegó hasta el final',
    },
    body: {
      busy: '{network} no pudo terminar ahora. Nada ha cambiado. Espera unos minutos y prueba otra vez.',
      ours: 'Hay que arreglar nuestra parte de la conexión con {network}, y ya lo sabemos. Nada ha cambiado; no hace falta probar otra vez hasta que terminemos.',
      said_no:
        '{network} terminó el inicio de sesión antes de tiempo. Nada ha cambiado. Casi siempre basta con probar una vez más.',
    },
    again: 'Probar otra vez',
  },
  back: 'Volver a los canales',
  why: 'Leer más sobre esto',
} as const satisfies Translation['result']
