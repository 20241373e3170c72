import type { Translation } from '../en/index.ts'

export const ar = {} as const satisfies Translation
