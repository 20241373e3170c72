import type { Translation } from '../en/index.ts'

export const time = {
  just_now: 'gerade eben',
} as const satisfies Translation['time']
