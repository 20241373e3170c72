import type { Translation } from '../en/index.ts'

export const connect = {
  title: {
    new: 'Conectar {network}',
    again: 'Conectar {name} de nuevo',
    renew: 'Renovar {name}',
    fix: 'Arreglar {name}',
    early: 'Renovar {name} antes de tiempo',
    late: 'Renovar {name} antes de tiempo',
  },
  lede: {
    new: 'Irás a {host}, dirás que sí allí y volverás enseguida.',
    again: 'Irás a {host}, dirás que sí una vez más y volverás enseguida. Tarda un minuto, más o menos.',
    renew: 'Irás a {host}, dirás que sí una vez más y volverás enseguida. Mientras tanto nada se pausa.',
    fix: 'Irás a {host}, activarás lo que quedó fuera y volverás enseguida.',
    early:
      '{name} está conectado y bien. Aun así puedes dar un nuevo sí ahora; mientras tanto nada se pausa.',
    late: '{name} está conectado; solo sus números llegan tarde y no tienes que hacer nada. Aun así puedes dar un nuevo sí ahora.',
  },
  before_title: 'Antes de ir',
  go_title: 'Adónde vas',
  go: 'Irás a **{host}**.',
  go_as: 'Irás a **{host}**. Inicia sesión como **{name}**.',
  same_account: 'Tiene que ser {name}. Otra cuenta no cambia nada aquí.',
  reads_title: 'Qué leeremos',
  never_title: 'Qué no hacemos nunca',
  never:
    'Publicar, seguir, dar me gusta, mandar mensajes o ver tu contraseña. Puedes terminarlo cuando quieras en los ajustes de {network}.',
  button: 'Seguir a {network}',
  back: 'Volver',
  off: 'Esta instalación no está preparada ahora para {network}, así que no se puede hacer en este momento. Tus otros canales siguen como antes.',
  slow: 'A {network} le cuesta responder ahora. Puedes intentarlo o volver más tarde: mientras tanto nada cambia.',
  fix: {
    all: 'Arreglar todos ({count})',
    left: '{count, plural, =0 {Este es el último.} one {Después de este, # más.} other {Después de este, # más.}}',
    skip: 'Saltar este',
    done_title: 'Todo listo',
    done: 'Todo está conectado. Nada más te necesita.',
    skipped_title: 'Es todo por ahora',
    skipped:
      '{count, plural, one {Un canal aún te necesita; espera en tu página de canales.} other {# canales aún te necesitan; esperan en tu página de canales.}}',
    to_channels: 'Volver a los canales',
    next: 'Siguiente: {network} {name}',
    next_left: '{count, plural, =0 {El último} one {Queda uno más} other {Quedan # más}}',
    next_skip: 'Dejar este y seguir',
  },
  inside: {
    get: 'Dame un enlace para mi navegador',
    get_body:
      'Hacemos un enlace que sigue allí con este canal. Vale una vez, durante media hora, y no tienes que volver a iniciar sesión.',
    new_body: 'Abre esta página allí; primero se te pedirá iniciar sesión.',
    made_body: 'Vale una vez, hasta las {time}. Esta página nota por sí sola cuándo has terminado.',
    check: 'Comprobar otra vez',
    waiting: 'Esperando a tu navegador…',
    done_title: 'Hecho en tu navegador',
    done: '{name} está conectado. Aquí no queda nada que hacer.',
    too_many: 'Son muchos enlaces en poco tiempo. Usa el que tienes o espera media hora.',
  },
  networks: {
    instagram: {
      before: {
        one: 'La cuenta es profesional: de creador o de empresa.',
        two: 'Este navegador tiene abierta esa cuenta en Instagram, o sabes su contraseña.',
        three: 'Deja todos los interruptores activados cuando Instagram pregunte.',
      },
      reads: {
        identity: 'El nombre, la foto y los seguidores de tu cuenta',
        numbers: 'Sus estadísticas: alcance, interacciones y audiencia',
        audience: 'Cómo es tu audiencia, en porcentajes',
        posts: 'Tus publicaciones y cómo les fue',
      },
    },
    youtube: {
      before: {
        one: 'Sabes qué cuenta de Google tiene el canal.',
        two: 'Cuando Google pregunte, elige el canal, no solo la cuenta.',
        three: 'Google muestra las casillas una a una: marca las dos.',
      },
      reads: {
        identity: 'El nombre, la foto y los suscriptores de tu canal',
        numbers: 'YouTube Analytics, solo para ver: visualizaciones, tiempo y audiencia',
        audience: 'Cómo es tu audiencia, en porcentajes',
        posts: 'Tus vídeos y cómo les fue',
      },
    },
    tiktok: {
      before: {
        one: 'La cuenta correcta está abierta en la app de TikTok o en este navegador.',
        two: 'Las apps pueden ver la cuenta: ni privada ni restringida.',
        three: 'Deja todos los interruptores activados cuando TikTok pregunte.',
      },
      reads: {
        identity: 'El nombre y la foto de tu cuenta',
        numbers: 'Cuántos seguidores, me gusta y vídeos tiene',
        audience: 'Cómo es tu audiencia, en porcentajes',
        posts: 'Tus vídeos públicos y cómo les fue',
      },
    },
    facebook: {
      before: {
        one: 'Tienes acceso total a la página.',
        two: 'Elige la página cuando Facebook muestre una lista.',
        three: 'Deja todas las casillas marcadas.',
      },
      reads: {
        identity: 'Los nombres y las fotos de las páginas que elijas',
        numbers: 'Estadísticas de la página: alcance, visitas e interacciones',
        audience: 'Cómo es tu audiencia, en porcentajes',
        posts: 'Las publicaciones de la página y cómo les fue',
      },
    },
  },
} as const satisfies Translation['connect']
