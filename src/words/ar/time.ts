export const time = {
  just_now: 'الآن',
} as const
