import type { Translation } from '../en/index.ts'

export const privacy = {
  title: 'Privacidad',
  lede: 'Qué tenemos de {profile}, para qué lo usamos y cómo terminarlo.',
  channels: 'Permisos',
  none: 'No hay ningún canal conectado, así que no hay permisos que mostrar. En cuanto conectes uno, aquí estará todo lo que hacemos con él.',
  connect: 'Conectar un canal',
  held: 'Podemos leer',
  reads: {
    identity: 'el nombre, la foto y la dirección de la cuenta',
    numbers: 'sus estadísticas',
    audience: 'su audiencia en grupos, nunca personas sueltas',
    posts: 'sus publicaciones recientes y sus cifras',
  },
  network_names: 'Cómo lo llama {network}',
  since: 'Desde',
  until: 'Hasta',
  no_end: 'sin fecha de fin; termina cuando tú lo termines',
  given_by: 'Lo dio',
  by: '{name, select, none {alguien cuya cuenta ya no existe} other {{name}}}{team, select, no { (ya no está en el equipo)} other {}}',
  nothing_held: 'No tenemos permiso para este canal.',
  uses: 'Usado en los últimos 30 días',
  no_uses: 'Aún sin usar.',
  times: '{times, plural, one {una vez} other {# veces}}',
  last: 'última vez {when}',
  purpose: {
    proof: 'Para comprobar que la conexión funciona',
    insights: 'Para leer tus estadísticas',
    revocation: 'Para terminar el permiso',
    other: 'Para {purpose}',
  },
  end: 'Terminar este permiso',
  end_label: 'Terminar este permiso: {network} {name}',
  history: 'Historial',
  never_title: 'Qué no hacemos nunca',
  never: {
    post: 'Publicar, dar me gusta, seguir o escribir nada en tu nombre.',
    messages: 'Leer mensajes o quiénes son tus seguidores.',
    passwords: 'Ver o guardar la contraseña de una red.',
    sell: 'Pasar tu permiso a nadie más.',
  },
  take: {
    title: 'Llévate tus datos',
    body: 'Un archivo con todo lo que guardamos sobre ti y, si tu rol lo permite, sobre {profile}: el perfil, los canales, cada cifra con su día y el historial. No lleva llaves de tus canales.',
    button: 'Descargar el archivo',
    file: 'rechannel-{handle}-{day}.json',
  },
  erase: {
    title: 'Borrar',
    profile: 'Borrar el perfil {profile}',
    account: 'Borrar tu cuenta',
  },
} as const satisfies Translation['privacy']

export const erase = {
  profile: {
    title: '¿Borrar el perfil {profile}?',
    lede: 'Sale de todas las páginas al momento. Hasta el {moment} puedes recuperarlo con un botón. Después nadie puede, tampoco nosotros.',
    what: {
      channels:
        'Ya no se lee nada de sus canales. Cuando se borre del todo, sus permisos terminan en las redes que respondan.',
      numbers:
        'Cuando se borre del todo, se van todas las cifras, publicaciones y líneas del historial, junto con la llave que sellaba sus permisos.',
      brands: 'El perfil sale al momento de la búsqueda, las listas y los kits compartidos.',
      team: 'Todo el equipo pierde el acceso. Sus propias cuentas se quedan.',
    },
    confirm: 'Escribe {handle} para confirmar',
    wrong: 'Esa no es la dirección del perfil. Escribe {handle}.',
    button: 'Borrar este perfil',
    mail: {
      subject: 'El perfil {profile} está borrado',
      text: 'Borraste el perfil {profile} en {platform}. Lo que teníamos de él ya no existe. Si no fuiste tú, escríbenos enseguida. La dirección de abajo muestra cómo va el borrado; guárdala.',
      link: 'Cómo está',
    },
  },
  account: {
    title: '¿Borrar tu cuenta?',
    lede: 'Hasta el {moment} aún puedes quedarte: con el enlace que te mandamos o entrando. Después nadie puede recuperar tu cuenta.',
    what: {
      sessions: 'Se cierran todas tus sesiones. Cuando se borre del todo, {email} ya no puede entrar.',
      teams: 'Dejas todos los equipos. Lo que conectaste para otros sigue conectado.',
      words:
        'Cuando se borre del todo, se van también tus conversaciones con nosotros y todo lo que se te dijo aquí.',
    },
    last_owner: 'Solo tú eres propietario de {names}. Nombra antes a otra persona o borra ese perfil.',
    confirm: 'Escribe {email} para confirmar',
    wrong: 'Esa no es la dirección de tu cuenta. Escribe {email}.',
    button: 'Borrar mi cuenta',
    done_title: 'Tu cuenta está borrada',
    done: 'Se cerraron todas tus sesiones. Gracias por haber estado aquí.',
    way_on: 'A la página de inicio',
  },
  now: {
    title: 'Sin vuelta atrás',
    body: 'Se borra al momento, con todo lo de arriba. Entonces nadie puede recuperarlo, tampoco nosotros.',
    button: 'Borrarlo ahora, para siempre',
  },
  undo: {
    title: 'Borrado, y aún se puede deshacer',
    lede: 'Ya no lo ve nadie. Si es lo que quieres, no hay nada más que hacer.',
    until: 'Se borra para siempre el {moment} ({zone}).',
    profile: {
      title: 'El perfil {profile}',
      what: 'Con un botón vuelve a todas las páginas, con sus canales, su historial y su equipo.',
      keep: 'Recuperar {profile}',
      mail: {
        subject: 'El perfil {profile} está borrado',
        text: '{name} borró el perfil {profile} en {platform}. Ya no lo ve nadie, y no se lee nada para él. Hasta el {moment} ({zone}) un botón en la página de abajo lo recupera todo. Después se borra para siempre.',
        link: 'Recuperarlo',
      },
    },
    account: {
      title: 'Tu cuenta',
      what: '{email} entra entonces como antes, en los mismos equipos.',
      keep: 'Conservar mi cuenta',
      mail: {
        subject: 'Tu cuenta está borrada',
        text: 'Borraste tu cuenta en {platform}. Se cerraron todas tus sesiones, y ya no te ve nadie allí. Hasta el {moment} ({zone}) un botón en la página de abajo lo conserva todo. Después se borra para siempre. Si no fuiste tú, púlsalo ahora y cambia tu contraseña.',
        link: 'Conservar mi cuenta',
      },
    },
    over_title: 'No hay nada que deshacer',
    over: 'Ya se deshizo, o se acabó el tiempo. Lo que se borró para siempre no se puede recuperar.',
    kept_title: 'Ha vuelto',
    kept: 'Todo está donde estaba. Entra para verlo.',
    no_owner_title: 'Conserva antes tu cuenta',
    no_owner:
      'Este perfil se quedaría sin propietario, porque tu cuenta también está borrada. Entra, conserva tu cuenta y luego recupera el perfil.',
    way_on: 'Entrar',
    home: 'A tus canales',
    without: 'Seguir sin él',
    link: 'Perfiles borrados que se pueden recuperar',
  },
  what_title: 'Qué pasa',
  keep: 'Conservarlo todo',
} as const satisfies Translation['erase']
