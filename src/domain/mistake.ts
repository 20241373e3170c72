/**
 * What is thrown when something that must hold does not. Recognise it by `code`, never by `instanceof`:
 * the pages are built apart and may carry their own copy of a class.
 */
export class Mistake extends Error {
  override readonly name = 'Mistake'
  readonly code: string

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
