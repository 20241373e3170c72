export const time = {
  just_now: 'ahora mismo',
} as const
