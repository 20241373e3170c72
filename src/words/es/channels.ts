import type { Translation } from '../en/index.ts'

export const channels = {
  title: 'Canales',
  summary: {
    none: 'Conecta un canal y tus estadísticas verificadas estarán en tu perfil, donde miran las marcas.',
    all_good:
      '{total, plural, one {Tu canal está cuidado. Nada que hacer.} =2 {Tus dos canales están cuidados. Nada que hacer.} other {Tus {total_word} canales están cuidados. Nada que hacer.}}',
    needs:
      '{needs, plural, one {{total, plural, one {Tu canal te necesita.} other {Uno de tus {total_word} canales te necesita. Del resto nos ocupamos.}}} other {{all, select, yes {{total, plural, one {Tu canal te necesita.} =2 {Tus dos canales te necesitan.} other {Tus {total_word} canales te necesitan.}}} other {{needs_word_cap} de tus {total_word} canales te necesitan. Del resto nos ocupamos.}}}}',
  },
  number: {
    one: 'un',
    two: 'dos',
    three: 'tres',
    four: 'cuatro',
    five: 'cinco',
    six: 'seis',
    seven: 'siete',
    eight: 'ocho',
    nine: 'nueve',
  },
  network: { instagram: 'Instagram', youtube: 'YouTube', tiktok: 'TikTok', facebook: 'Página de Facebook' },
  badge: {
    connected: 'Conectado',
    connecting: 'Terminando…',
    renew: 'Renovar antes del {date}',
    limited: 'Faltan estadísticas',
    reconnect: 'Hay que reconectar',
    delayed: 'Actualización retrasada',
    off: 'Apagado',
    double_checking: 'Conectado · comprobando otra vez',
  },
  badge_label: '{network} {name}: {badge}. Detalles',
  badge_announced: '{network} {name}: {badge}.',
  checked:
    '{followers, plural, =-1 {Comprobado {ago}.} one {# {audience, select, subscribers {suscriptor} other {seguidor}}. Comprobado {ago}.} other {# {audience, select, subscribers {suscriptores} other {seguidores}}. Comprobado {ago}.}}',
  audience: { instagram: 'followers', youtube: 'subscribers', tiktok: 'followers', facebook: 'followers' },
  never_checked: 'Las primeras estadísticas llegan en unas horas.',
  double_checking: 'Llegó una respuesta rara, así que miramos otra vez antes de decir nada. Nada que hacer.',
  impact: {
    paused: 'Las marcas no ven ahora tus estadísticas verificadas; última verificación: {date}.',
    paused_never: 'Las marcas no ven ahora estadísticas verificadas de este canal.',
    kept: 'Tus estadísticas siguen en tu perfil hasta entonces.',
    numbers_paused:
      'Las últimas cifras tienen más de una semana, así que están en pausa en tu perfil hasta que la red responda.',
    numbers_dated: 'Tu perfil muestra las últimas cifras con su fecha.',
    off: 'Sus estadísticas no están en tu perfil.',
    limited: 'Las marcas ven el resto de tus estadísticas; estas quedan en blanco.',
  },
  safe: 'Tu historial y tu perfil están a salvo.',
  how_long:
    '{minutes, plural, =0 {Tarda menos de un minuto} =1 {Tarda un minuto, más o menos} other {Tarda unos # minutos}}',
  safe_short: 'Historial y perfil a salvo',
  repeats: {
    times: 'Es la {times}.ª vez en dos meses.',
    why: {
      expired: 'Los correos antes de que acabe un permiso te dan tiempo para renovarlo.',
      account_changed:
        'Suele ser porque varias personas comparten un acceso o porque cambió un rol. Ayuda que cada una tenga el suyo.',
      revoked: 'Suele ser alguien que ordena las apps conectadas. Ayuda contarle que {platform} solo lee.',
      security:
        'Entrar desde muchos sitios suele disparar comprobaciones. Ayuda usar un dispositivo conocido.',
      account_unavailable:
        'Una cuenta oculta o sin publicar durante un tiempo se lleva consigo sus estadísticas.',
      permissions_reduced: 'Suele ser un interruptor apagado al ordenar, o un rol que cambió.',
      ambiguous_reconnect:
        'Suele ser un acceso que comparten varias personas. Ayuda que cada una tenga el suyo.',
    },
    link: 'Cómo evitarlo',
  },
  turn: {
    you: 'Te toca a ti',
    us: 'Nos toca a nosotros',
    network: 'Esperando a {network}',
    nobody: 'Nada que hacer',
  },
  why: '¿Por qué pasa esto?',
  close: 'Cerrar',
  action: {
    connect: 'Conectar',
    fix: 'Arreglar',
    renew: 'Renovar',
    connect_again_label: 'Conectar {network} {name} de nuevo',
    fix_label: 'Arreglar {network} {name}',
    renew_label: 'Renovar {network} {name}',
    connect_new_label: 'Conectar {network}',
  },
  check_now: 'Comprobar ahora',
  check_now_label: 'Comprobar ahora: {network} {name}',
  checking: 'Comprobando…',
  history: 'Historial',
  history_label: 'Historial de {network} {name}',
  more: 'Más',
  more_label: 'Más sobre {network} {name}',
  reads: 'Qué leemos',
  reads_label: 'Qué leemos de {network} {name}',
  report: {
    fine: 'Comprobado ahora mismo: todo va bien.',
    lost: 'Comprobado ahora mismo: este canal te necesita.',
    back: 'Comprobado ahora mismo: ha vuelto. Tus estadísticas verificadas se ven otra vez.',
    looking_again:
      'Comprobado ahora mismo: una respuesta rara. Miraremos otra vez a las {at} antes de decir nada.',
    delayed_us: 'No pudimos comprobarlo ahora. Es cosa nuestra; tu conexión está bien.',
    delayed_network: '{network} no ha respondido ahora. Tu conexión está bien.',
    limited: 'Comprobado ahora mismo: conectado, faltan algunas estadísticas.',
    too_soon: 'Se comprobó hace un momento. Puedes comprobarlo otra vez a las {at}.',
    unknown_channel: 'Ese canal ya no está aquí.',
  },
  use: {
    identity: 'nombre y foto',
    numbers: 'estadísticas',
    audience: 'audiencia',
    posts: 'datos de los vídeos',
  },
  add: {
    title: 'Añadir un canal',
    network_off: 'Esta instalación todavía no lo ofrece.',
    waiting: 'Hay un inicio de sesión abierto. Termínalo allí o empieza de nuevo aquí.',
  },
  error: {
    title: 'No pudimos cargar tus canales',
    body: 'Tus conexiones están bien. Solo tropezó esta página.',
    retry: 'Reintentar',
  },
  loading: 'Cargando tus canales…',
} as const satisfies Translation['channels']
