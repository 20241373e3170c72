type Props = {
  name: string
  /** Where two fields of a page have one name. */
  id?: string
  label: string
  hint?: string
  type?: 'text' | 'email' | 'password' | 'date'
  inputMode?: 'decimal'
  min?: string
  autoComplete?: string
  required?: boolean
  minLength?: number
  defaultValue?: string
  prefix?: string
  wrong?: string | null
}

/** One labelled input, with its hint and what is wrong with it tied to it. */
export function Field({
  name,
  id = name,
  label,
  hint,
  type = 'text',
  prefix,
  wrong = null,
  ...input
}: Props) {
  const described = [hint ? `${id}-hint` : null, wrong ? `${id}-wrong` : null].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className={prefix ? 'input prefixed' : 'input'}>
        {prefix ? <span aria-hidden="true">{prefix}</span> : null}
        <input
          id={id}
          name={name}
          type={type}
          dir="auto"
          aria-describedby={described || undefined}
          aria-invalid={wrong ? true : undefined}
          {...input}
        />
      </span>
      {hint ? (
        <small id={`${id}-hint`} className="muted">
          {hint}
        </small>
      ) : null}
      {wrong ? (
        <small id={`${id}-wrong`} className="wrong">
          {wrong}
        </small>
      ) : null}
    </div>
  )
}
