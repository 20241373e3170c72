import type { Translation } from '../en/index.ts'

export const es = {} as const satisfies Translation
