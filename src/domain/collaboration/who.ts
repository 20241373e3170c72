/** Who of a side signs. Everybody of a side reads, writes and shows posts; those who help leave decisions to others. */
import type { CompanyRole } from '../brand/company.ts'
import type { Move } from './moves.ts'

/** What moves no money and closes nothing. */
const EVERYBODYS: readonly Move[] = ['deliver']

/** A company's members prepare; its owners and admins sign. A creator's profile has its owner and its admins. */
export function maySign(role: CompanyRole | (string & {})): boolean {
  return role === 'owner' || role === 'admin'
}

export function mayMake(move: Move, role: string): boolean {
  return maySign(role) || EVERYBODYS.includes(move)
}
