/** One labelled list to choose from. */
type Props = {
  name: string
  label: string
  options: readonly { value: string; label: string }[]
  defaultValue?: string
  id?: string
  onChange?: () => void
}

export function Choice({ name, label, options, id = name, ...select }: Props) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="select" name={name} {...select}>
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
