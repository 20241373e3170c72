import type { Translation } from '../en/index.ts'

export const turnOff = {
  title: '¿Apagar {name}?',
  lede: 'Puedes conectarlo de nuevo cuando quieras; su historial se queda.',
  what: 'Qué pasa',
  numbers: 'Sus estadísticas verificadas salen de tu perfil al momento, y las cifras se borran aquí.',
  permission: {
    grant:
      'Pedimos a {network} que termine nuestro permiso y borramos nuestras llaves, ahora o en una semana si {network} no responde.',
    person:
      'Pedimos a {network} que termine nuestro permiso, salvo que otro canal de la misma persona lo necesite, y borramos nuestras llaves, ahora o en una semana si {network} no responde.',
  },
  others: 'Tus otros canales siguen como antes.',
  button: 'Apagar',
  button_label: 'Apagar {network} {name}',
  back: 'Dejarlo encendido',
  link: 'Apagar',
  link_label: 'Apagar {network} {name}',
} as const satisfies Translation['turnOff']
