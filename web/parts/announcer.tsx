import { useEffect, useRef, useState } from 'react'

type Props = { says: readonly { id: string; text: string }[]; aside: string | null }

/** One polite live region: says which states changed since the last look, and what a check found. */
export function Announcer({ says, aside }: Props) {
  const known = useRef<Map<string, string> | null>(null)
  const [text, setText] = useState('')
  useEffect(() => {
    const before = known.current
    known.current = new Map(says.map(({ id, text: now }) => [id, now]))
    if (before === null) return
    const changed = says.filter(({ id, text: now }) => before.has(id) && before.get(id) !== now)
    if (changed.length > 0) setText(changed.map((one) => one.text).join(' '))
  }, [says])
  useEffect(() => {
    if (aside !== null) setText(aside)
  }, [aside])
  return (
    <p className="sr-only" role="status" aria-live="polite">
      {text}
    </p>
  )
}
