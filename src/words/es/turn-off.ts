export const turnOff = {
  title: '¿Apagar {name}?',
  lede: 'Puedes volver a conectarlo cuando quieras; su historial se queda.',
  what: 'Qué pasará',
  numbers: 'Sus estadísticas verificadas salen de tu perfil enseguida y aquí se borran los números.',
  permission: {
    grant:
      'Pedimos a {network} que termine nuestro permiso y borramos nuestras claves: ahora, o en una semana si {network} no responde.',
    person:
      'Pedimos a {network} que termine nuestro permiso, salvo que otro canal de la misma persona lo necesite, y borramos nuestras claves: ahora, o en una semana si {network} no responde.',
  },
  others: 'Tus otros canales siguen como hasta ahora.',
  button: 'Apagar',
  button_label: 'Apagar {network} {name}',
  back: 'Dejarlo encendido',
  link: 'Apagar',
  link_label: 'Apagar {network} {name}',
} as const
