import type { Translation } from '../en/index.ts'

export const deletion = {
  title: 'Tu deseo de que se borre',
  lede: 'Pediste a {network} que se borre lo que leemos allí con tu permiso.',
  lede_here: 'Pediste a {platform} que borre tu perfil y todo lo suyo.',
  state: 'Cómo está',
  done: 'Hecho. Lo que teníamos de esa cuenta ya no existe.',
  under_way: 'En marcha. Suele tardar menos de un minuto; esta página muestra cuándo termina.',
  asked: 'Pedido el {day}',
  code: 'Tu código',
  what: 'Qué desaparece',
  what_body:
    'El permiso, todo lo leído con él y su historial aquí. Esta página no lleva nombre ni cuenta: solo quien tiene el código puede abrirla.',
  questions: '¿Preguntas? Escribe a {email} y di el código.',
} as const satisfies Translation['deletion']
