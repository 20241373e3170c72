import type { Translation } from '../en/index.ts'

export const time = {
  just_now: 'ahora mismo',
} as const satisfies Translation['time']
