import { useEffect, useRef, useState } from 'react'

export type CopyView = { label: string; value: string; copy: string; copied: string }

/** An address to take along. Without a script it is a field whose text can be marked and copied. */
export function CopyField({ field }: { field: CopyView }) {
  const input = useRef<HTMLInputElement>(null)
  const [alive, setAlive] = useState(false)
  const [copied, setCopied] = useState(false)
  useEffect(() => setAlive(true), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address has not been copied yet
  useEffect(() => setCopied(false), [field.value])

  async function copy() {
    input.current?.select()
    try {
      await navigator.clipboard.writeText(field.value)
    } catch {
      // Browsers inside apps often refuse; the old way works there, and the text stays marked where it does not.
      document.execCommand('copy')
    }
    setCopied(true)
  }

  return (
    <div className="field">
      <label htmlFor="to-copy">{field.label}</label>
      <span className="copy-row">
        <span className="input">
          <input
            id="to-copy"
            ref={input}
            readOnly
            value={field.value}
            dir="ltr"
            onFocus={(event) => event.target.select()}
          />
        </span>
        {alive ? (
          <button className="btn" type="button" onClick={copy}>
            {copied ? field.copied : field.copy}
          </button>
        ) : null}
      </span>
      <span className="sr-only" role="status">
        {copied ? field.copied : ''}
      </span>
    </div>
  )
}
