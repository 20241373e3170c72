import type { Network } from '../domain/network.ts'
import type { Verdict } from '../domain/verdict.ts'
import { en } from './en/index.ts'

export type DiagnosisWords = { reason: string; next: string }

/** What a verdict says to those who run or build on this: by its code where that tells more, else by its network. */
export function diagnosisWords({ diagnosis, evidence }: Verdict): DiagnosisWords {
  const { network, call, code, subcode, message } = evidence
  const words = en.diagnosis
  if (diagnosis === 'not_disconnected' && (code !== null || message !== null)) {
    return words.beside[network][call === 'token_exchange' ? 'attempt' : 'other']
  }
  const byCode: Partial<Record<string, Record<string, DiagnosisWords>>> = words.codes[ISSUERS[network]]
  const known = byCode[diagnosis] ?? {}
  for (const name of [subcode, code]) {
    const special = name !== null && Object.hasOwn(known, name) ? known[name] : undefined
    if (special) return special
  }
  return words.meaning[network][diagnosis]
}

/** Whose list of codes a network's replies come from. */
const ISSUERS = {
  instagram: 'meta',
  facebook: 'meta',
  youtube: 'youtube',
  tiktok: 'tiktok',
} as const satisfies Record<Network, keyof typeof en.diagnosis.codes>
