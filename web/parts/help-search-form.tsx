import { Icon } from './icon.tsx'

type Props = { search: { action: string; query: string; label: string; placeholder: string; button: string } }

/** A form that asks the server: it works in every browser, and the result has an address. */
export function HelpSearchForm({ search }: Props) {
  return (
    <search>
      <form className="help-search" method="get" action={search.action}>
        <label className="sr-only" htmlFor="help-q">
          {search.label}
        </label>
        <span className="input">
          <Icon name="search" />
          <input
            id="help-q"
            name="q"
            type="search"
            defaultValue={search.query}
            placeholder={search.placeholder}
            maxLength={200}
            autoComplete="off"
            enterKeyHint="search"
          />
        </span>
        <button className="btn primary" type="submit">
          {search.button}
        </button>
      </form>
    </search>
  )
}
