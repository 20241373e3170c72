import type { Translation } from '../en/index.ts'

export const problems = {
  returned: {
    no_state: {
      title: 'No sabemos de dónde vino esto',
      body: 'Esta vuelta de una red no pertenece a nada que empezara aquí. No se cambió nada y no se guardó nada.',
      way_on: 'Ir a tus canales',
    },
    not_open: {
      title: 'Ese inicio de sesión ya está cerrado',
      body: 'Se terminó antes, o pasaron más de diez minutos. Tus conexiones están bien; empieza de nuevo y tarda un minuto, más o menos.',
      way_on: 'Empezar de nuevo',
    },
    other_browser: {
      title: 'Empezaste en otro navegador',
      body: 'Empezaste en un navegador y volviste en este, así que paramos antes de guardar nada. Empieza de nuevo aquí o termina donde empezaste.',
      way_on: 'Empezar de nuevo aquí',
    },
    open_link_again: {
      title: 'Abre tu enlace otra vez, por favor',
      body: 'Llegaste por un enlace para reconectar, y esta vuelta no encaja con lo que salió de este navegador. No se guardó nada. Abre el enlace otra vez en este navegador; tarda un minuto, más o menos.',
      way_on: 'Leer cómo funcionan los enlaces',
    },
    signed_out: {
      title: 'No tienes la sesión abierta aquí',
      body: 'Tu sesión terminó mientras estabas fuera, o saliste desde otro navegador. No se guardó nada. Inicia sesión y sigues con el mismo canal.',
      way_on: 'Iniciar sesión y seguir',
    },
    network_off: {
      title: 'Esta red está apagada aquí',
      body: 'Esta instalación no está preparada ahora para esa red. Tus otros canales siguen como antes.',
      way_on: 'Ir a tus canales',
    },
  },
  more: 'Leer más sobre esto',
  not_found: {
    title: 'No hay nada en esta dirección',
    body: 'Quizá se mudó o falta una letra. Tus canales y conexiones están bien.',
    way_on: 'Ir al principio',
  },
  broken: {
    title: 'Esta página tropezó',
    body: 'Algo nuestro salió mal. Tus canales y conexiones están bien.',
    way_on: 'Probar otra vez',
  },
  away: {
    title: 'Volvemos en un momento',
    body: 'Ahora no alcanzamos nuestra memoria. Tus canales y conexiones están bien y nada ha cambiado; prueba otra vez en unos segundos.',
    way_on: 'Probar otra vez',
  },
  gone: {
    title: 'Este resultado ya se guardó aparte',
    body: 'Los resultados se conservan poco tiempo. Tus canales muestran cómo está todo ahora.',
    way_on: 'Ir a tus canales',
  },
  no_channel: {
    title: 'Ese canal no está aquí',
    body: 'Quizá es de otro perfil. Tus canales están todos en una página.',
    way_on: 'Ir a tus canales',
  },
} as const satisfies Translation['problems']
