export const time = {
  just_now: 'just now',
} as const
