import type { Translation } from '../en/index.ts'

export const de = {} as const satisfies Translation
