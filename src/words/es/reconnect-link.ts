import type { Translation } from '../en/index.ts'

export const reconnectLink = {
  title: {
    teammate: '{asker} te pide reconectar {network} {name}',
    mail: 'Reconectar {network} {name}',
    handover: 'Sigue aquí con {network} {name}',
  },
  lede: {
    teammate:
      'Es del perfil de {creator} en {platform}, donde las marcas ven estadísticas verificadas. Su conexión necesita a alguien que pueda entrar en la cuenta. Un minuto, más o menos.',
    mail: 'Es del perfil de {creator} en {platform}. Para esto no tienes que entrar en {platform}; tarda un minuto, más o menos.',
    handover:
      'Empezaste en otro navegador. Desde aquí tarda un minuto, más o menos, y la página de la que vienes lo nota por sí sola.',
  },
  name: 'Tu nombre, si quieres',
  name_hint: '{asker} lo ve en el historial del canal. Si queda vacío, dice «alguien con el enlace».',
  unsure: '¿No lo esperabas? Pregunta a {asker} antes de seguir. {platform} nunca ve tu contraseña.',
  until: 'Este enlace vale una vez, hasta el {date}.',
  slow: 'A {network} le cuesta responder ahora. Puedes intentarlo o volver más tarde: el enlace espera.',
  off: '{platform} no está preparado ahora para {network}, así que no se puede hacer en este momento. El enlace espera.',
  signed_in: '¿Tienes sesión en {platform}? Abre el canal allí',
  about: '¿Qué es {platform}?',
  help: 'Ayuda',
  inside: {
    title: 'Primero un paso: abre esto en tu navegador',
    body: {
      instagram:
        'Estás en el pequeño navegador de Instagram, y {network} no deja iniciar sesión ahí a nadie.',
      messenger:
        'Estás en el pequeño navegador de Messenger, y {network} no deja iniciar sesión ahí a nadie.',
      facebook: 'Estás en el pequeño navegador de Facebook, y {network} no deja iniciar sesión ahí a nadie.',
      tiktok: 'Estás en el pequeño navegador de TikTok, y {network} no deja iniciar sesión ahí a nadie.',
      unnamed: 'Estás en el pequeño navegador de una app, y {network} no deja iniciar sesión ahí a nadie.',
    },
    how: {
      ios: 'Pulsa el botón. Si no pasa nada, abre el menú de los tres puntos de la esquina y elige «Abrir en navegador externo», o copia la dirección en Safari.',
      android:
        'Pulsa el botón. Si no pasa nada, abre el menú de los tres puntos de la esquina y elige «Abrir en el navegador», o copia la dirección en Chrome.',
      by_menu:
        'Abre el menú de los tres puntos de la esquina y elige «Abrir en el navegador». O copia la dirección y pégala en tu navegador.',
    },
    open: { ios: 'Abrir en Safari', android: 'Abrir en tu navegador' },
    address: 'La dirección que copiar',
    copy: 'Copiar',
    copied: 'Copiado',
    soft: {
      instagram:
        'Estás en el pequeño navegador de Instagram, donde no tienes ninguna sesión: ten a mano tu contraseña de {network}.',
      messenger:
        'Estás en el pequeño navegador de Messenger, donde no tienes ninguna sesión: ten a mano tu contraseña de {network}.',
      facebook:
        'Estás en el pequeño navegador de Facebook, donde no tienes ninguna sesión: ten a mano tu contraseña de {network}.',
      tiktok:
        'Estás en el pequeño navegador de TikTok, donde no tienes ninguna sesión: ten a mano tu contraseña de {network}.',
      unnamed:
        'Estás en el pequeño navegador de una app, donde no tienes ninguna sesión: ten a mano tu contraseña de {network}.',
    },
  },
  state: {
    used: {
      title: 'Este enlace ya hizo su trabajo',
      body: 'Se usó, y solo vale una vez. Si el canal necesita a alguien otra vez, pide uno nuevo. Gracias.',
    },
    fixed: {
      title: 'Ya está arreglado. Gracias',
      body: '{network} {name} se conectó de nuevo por otro camino. No queda nada que hacer.',
    },
    well: {
      title: 'Ya está arreglado. Gracias',
      body: '{network} {name} está conectado. No queda nada que hacer.',
    },
    expired: {
      title: 'Este enlace caducó',
      body: 'Los enlaces así no valen para siempre. Pide otro a quien te lo mandó; le lleva un momento.',
    },
    revoked: {
      title: 'Este enlace se retiró',
      body: 'Quien lo hizo ya no lo necesita, o ya no cuida el canal. No tienes que hacer nada.',
    },
    off: {
      title: 'Ya no hace falta',
      body: 'Apagaron el canal las personas a las que pertenece. No tienes que hacer nada.',
    },
    unknown: {
      title: 'Este enlace no lleva a ningún sitio',
      body: 'Quizá se perdió una parte por el camino, o el canal ya no existe. Pide que te lo manden otra vez.',
    },
    too_many: {
      title: 'Demasiados intentos desde aquí',
      body: 'Espera un cuarto de hora y abre el enlace otra vez. Sigue valiendo.',
    },
  },
  back: {
    done: {
      title: 'Hecho. Gracias',
      body: '{network} {name} está conectado otra vez, y sus estadísticas verificadas han vuelto al perfil de {creator}. Puedes cerrar esta página.',
      missing: 'Quedó algo fuera: {missing}. Lo demás funciona. {asker} lo ve y puede pedírtelo otra vez.',
    },
    expected: 'Tiene que ser',
    again: 'Probar otra vez como {name}',
    once_more: 'Probar otra vez',
    ended: {
      title: 'El enlace terminó mientras tanto',
      body: 'Alguien fue más rápido, o retiró el enlace mientras estabas fuera. No se guardó nada.',
    },
    elsewhere: {
      title: 'Esto no se puede hacer con un enlace',
      body: 'La cuenta es de otro perfil de aquí, así que no se cambió nada. {asker} puede averiguar más.',
    },
    gone: {
      title: 'Esta página ya se guardó aparte',
      body: 'Los resultados se conservan media hora, y solo para el navegador que estuvo allí. Abre el enlace otra vez para ver cómo está.',
    },
  },
  make: {
    action: 'Mandar un enlace a alguien del equipo',
    action_label: 'Mandar un enlace para que alguien reconecte {network} {name}',
    title: 'Pide a alguien que reconecte {name}',
    lede: 'Alguien que pueda entrar en {network} como {name} lo hace por ti: sin cuenta aquí, solo con este canal y solo con la misma cuenta.',
    back: 'Todos los canales',
    how_title: 'Qué hace el enlace',
    how: {
      one: 'Vale una vez, durante siete días. Puedes retirarlo cuando quieras.',
      two: 'Quien lo abre lee quién lo pide, qué se leerá y qué no se hará nunca.',
      three: 'Otra cuenta que no sea {name} no cambia nada.',
    },
    make_title: 'Hacer un enlace',
    make_body: 'Lo ves una vez, para mandarlo tú como quieras.',
    make: 'Hacer un enlace',
    mail_title: 'O que lo mandemos por correo',
    mail_body: 'Mandamos un correo con el enlace, en tu nombre.',
    mail_to: 'Correo',
    mail: 'Mandarlo',
    made: 'Aquí está tu enlace. Solo se muestra esta vez.',
    made_until: 'Vale una vez, hasta el {date}.',
    mailed: 'Enviado a {to}. El enlace vale una vez, hasta el {date}.',
    refused: {
      not_needed: 'Este canal está bien, así que con un enlace no habría nada que hacer.',
      too_many: 'Ya valen veinte enlaces para este canal. Retira antes uno que no haga falta.',
      too_many_mails: 'Son muchos correos en poco tiempo. Espera una hora, o haz un enlace y mándalo tú.',
      no_address: 'Eso no parece una dirección de correo. Compruébala otra vez.',
      unknown_channel: 'Ese canal no está aquí.',
    },
    list_title: 'Enlaces hasta ahora',
    none: 'Ninguno en los últimos treinta días.',
    line: 'Hecho por {by}, {at}',
    sent_to: 'Enviado a {to}',
    by_hand: 'Para pasar en mano',
    state: {
      open: 'Vale hasta el {date}',
      expired: 'Caducó el {date}, sin usar',
      used: '{helper, select, none {Usado el {date}} other {Usado el {date} por {name}}}',
      fixed: 'Terminó el {date}: el canal se conectó por otro camino',
      revoked: 'Retirado el {date}',
    },
    revoke: 'Retirar',
    revoke_label: 'Retirar el enlace hecho {at}',
  },
  mail: {
    subject: '{asker} te pide reconectar {network} {name}',
    text: '{asker} cuida el perfil de {creator} en {platform} y te pide reconectar {network} {name}, porque tú puedes entrar en la cuenta. Tarda un minuto, más o menos, y no necesitas cuenta en {platform}.',
    link: 'Reconectar {network} {name}',
    after:
      'Antes de que pase nada, la página te dice qué se leerá y qué no se hará nunca. El enlace vale una vez, hasta el {date}. Si no conoces a {asker}, deja este correo: sin ti no pasa nada.',
  },
} as const satisfies Translation['reconnectLink']
