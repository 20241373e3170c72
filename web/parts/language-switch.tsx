import { useLocation } from 'react-router'
import { helpAt } from '../views/help-address.ts'
import type { LanguagesView } from '../views/languages.ts'

/** One button a language; a form, so that it needs no script, and it comes back to the same page: in the help, to the one that speaks the reader's language. */
export function LanguageSwitch({ languages }: { languages: LanguagesView }) {
  const { pathname, search } = useLocation()
  // A secret in the address is not to be repeated in the page.
  if (new URLSearchParams(search).has('token')) return null
  return (
    <form className="languages" method="post" action="/language" aria-label={languages.label}>
      <input type="hidden" name="back" value={helpAt(null, pathname + search)} />
      {languages.all.map(({ id, name, dir, chosen }) => (
        <button
          key={id}
          className="link"
          type="submit"
          name="language"
          value={id}
          lang={id}
          dir={dir}
          aria-current={chosen ? 'true' : undefined}
        >
          {name}
        </button>
      ))}
    </form>
  )
}
