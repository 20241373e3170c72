import { useEffect, useRef } from 'react'
import { Form, Link, useNavigation } from 'react-router'
import type { CardView, MenuEntry, MenuName } from '../views/channel-card.ts'
import { Icon, type IconName } from './icon.tsx'

const ICONS: Record<MenuName, IconName> = {
  check: 'refresh',
  link: 'thread',
  history: 'history',
  reads: 'eye',
  off: 'off',
}

/** What else can be done with a channel. It opens and closes by itself without scripts; with them it also leaves by itself. */
export function CardMenu({ menu, startsOpen }: { menu: CardView['menu']; startsOpen: boolean }) {
  const whole = useRef<HTMLDetailsElement>(null)
  const list = useRef<HTMLUListElement>(null)

  // Always listening: it is told of its opening late, and whoever is quick has left by then.
  useEffect(() => {
    function close() {
      if (whole.current !== null) whole.current.open = false
    }
    function onDown(event: PointerEvent) {
      if (!whole.current?.contains(event.target as Node)) close()
    }
    function onFocus(event: FocusEvent) {
      if (!whole.current?.contains(event.target as Node)) close()
    }
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'Escape' || whole.current?.open !== true) return
      const inside = whole.current?.contains(document.activeElement)
      close()
      if (inside) whole.current?.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', onDown)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onDown)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('keydown', onKey)
    }
  }, [])

  return (
    // One name for all of them: where one opens, the others close.
    <details
      ref={whole}
      className="menu"
      name="card-menu"
      open={startsOpen || undefined}
      onToggle={(event) => {
        if (event.currentTarget.open) list.current?.scrollIntoView({ block: 'nearest' })
      }}
    >
      <summary aria-label={menu.accessibleName} title={menu.label}>
        <Icon name="more" />
      </summary>
      <ul ref={list} className="menu-list">
        {menu.entries.map((entry) => (
          <li key={entry.name}>
            <Entry
              entry={entry}
              done={() => {
                whole.current?.removeAttribute('open')
                whole.current?.querySelector('summary')?.focus()
              }}
            />
          </li>
        ))}
      </ul>
    </details>
  )
}

function Entry({ entry, done }: { entry: MenuEntry; done: () => void }) {
  const navigation = useNavigation()
  const waits = entry.kind === 'deed' && navigation.formAction === entry.action
  if (entry.kind === 'page') {
    return (
      <Link
        className="menu-entry"
        to={entry.href}
        data-name={entry.name}
        aria-label={entry.accessibleName}
        // The help is a plain document with a root of its own.
        reloadDocument={entry.href.startsWith('/help/')}
      >
        <Icon name={ICONS[entry.name]} />
        {entry.label}
      </Link>
    )
  }
  return (
    <Form method="post" action={entry.action} preventScrollReset onSubmit={done}>
      <button
        className="menu-entry"
        type="submit"
        aria-label={entry.accessibleName}
        aria-disabled={waits || undefined}
      >
        <Icon name={ICONS[entry.name]} />
        {entry.label}
      </button>
    </Form>
  )
}
