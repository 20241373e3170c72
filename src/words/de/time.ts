export const time = {
  just_now: 'gerade eben',
} as const
