import { useEffect, useState } from 'react'

/**
 * What the answer to a form said, for as long as the page is about the same thing. The framework forgets it whenever
 * the page reads itself again, and what is shown once would be gone as soon as anything changed.
 */
export function useKeptAnswer<T>(answer: T | undefined, about: string): T | null {
  const [kept, setKept] = useState<{ about: string; answer: T } | null>(null)
  useEffect(() => {
    if (answer !== undefined) setKept({ about, answer })
  }, [answer, about])
  if (answer !== undefined) return answer
  return kept?.about === about ? kept.answer : null
}
