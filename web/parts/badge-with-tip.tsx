import { type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { CardView } from '../views/channel-card.ts'
import { Icon } from './icon.tsx'

type Props = {
  card: Pick<CardView, 'tone' | 'badge' | 'badgeLabel'>
  tip: NonNullable<CardView['tip']>
  /** The card that the badge stands on: on narrow screens the tip opens past its lower edge. */
  whole: RefObject<HTMLElement | null>
  startsOpen?: boolean
}

/** A look goes away with the pointer or the focus; what was asked for by click or tap stays until it is sent away. */
type Open = 'look' | 'asked' | null

const BEFORE_MS = 150
const AFTER_MS = 250
const NARROW = '(max-width: 819px)'

/** Sends away the one tip that is open, so that there are never two. */
let sendAway: (() => void) | null = null

/**
 * A state that explains itself on hover, focus, click and tap.
 * The tip stands right after its button in the page, so that it is reached and read in order, and is placed by
 * the style sheet where it covers no button of the card. The card says the same without it.
 */
export function BadgeWithTip({ card, tip, whole, startsOpen = false }: Props) {
  const [open, setOpen] = useState<Open>(startsOpen ? 'asked' : null)
  const [above, setAbove] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const returning = useRef(false)
  const id = useId()

  function show(how: 'look' | 'asked') {
    clearTimeout(timer.current)
    if (open === null) sendAway?.()
    sendAway = () => setOpen(null)
    setOpen(how)
  }

  function hide(backToButton: boolean) {
    clearTimeout(timer.current)
    setOpen(null)
    if (!backToButton) return
    returning.current = true
    button.current?.focus()
    returning.current = false
  }

  useLayoutEffect(() => {
    const box = panel.current?.getBoundingClientRect()
    if (open === null || box === undefined) {
      setAbove(false)
      return
    }
    if (box.bottom <= window.innerHeight - 8) return
    if (!matchMedia(NARROW).matches) {
      const top = button.current?.getBoundingClientRect().top ?? 0
      setAbove((already) => already || top > box.height + 16)
    } else if (open === 'asked') {
      panel.current?.scrollIntoView({ block: 'nearest' })
    }
  }, [open])

  useEffect(() => {
    if (open === null) return
    function isOurs(target: EventTarget | null): boolean {
      if (!(target instanceof Node)) return false
      return Boolean(button.current?.contains(target) || panel.current?.contains(target))
    }
    function onMove(event: PointerEvent) {
      if (open !== 'look' || event.pointerType !== 'mouse') return
      const near = matchMedia(NARROW).matches && whole.current?.contains(event.target as Node)
      clearTimeout(timer.current)
      if (isOurs(event.target) || near || isOurs(document.activeElement)) return
      timer.current = setTimeout(() => setOpen(null), AFTER_MS)
    }
    function onDown(event: PointerEvent) {
      if (!isOurs(event.target)) setOpen(null)
    }
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'Escape') return
      const inside = panel.current?.contains(document.activeElement) ?? false
      setOpen(null)
      if (inside) {
        returning.current = true
        button.current?.focus()
        returning.current = false
      }
    }
    document.addEventListener('pointerover', onMove)
    document.addEventListener('pointerdown', onDown)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerover', onMove)
      document.removeEventListener('pointerdown', onDown)
      document.removeEventListener('keydown', onKey)
    }
  }, [open, whole])

  useEffect(() => () => clearTimeout(timer.current), [])

  function onBlur(event: React.FocusEvent) {
    const next = event.relatedTarget
    if (next === null || button.current?.contains(next) || panel.current?.contains(next)) return
    setOpen(null)
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={`badge tone-${card.tone}`}
        aria-label={card.badgeLabel}
        aria-expanded={open !== null}
        aria-controls={id}
        onPointerEnter={(event) => {
          if (event.pointerType !== 'mouse' || open !== null) return
          timer.current = setTimeout(() => show('look'), BEFORE_MS)
        }}
        onPointerLeave={() => {
          if (open === null) clearTimeout(timer.current)
        }}
        onFocus={(event) => {
          if (!returning.current && open === null && event.currentTarget.matches(':focus-visible'))
            show('look')
        }}
        onBlur={onBlur}
        onClick={() => (open === 'asked' ? hide(false) : show('asked'))}
      >
        <Icon name={card.tone} />
        {card.badge}
      </button>
      <div
        ref={panel}
        id={id}
        className="tip"
        role="dialog"
        aria-labelledby={`${id}-title`}
        hidden={open === null}
        data-side={above ? 'top' : 'bottom'}
        onBlur={onBlur}
      >
        <h3 id={`${id}-title`} className="tip-title">
          {tip.title}
        </h3>
        <div className="tip-text">
          {tip.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
        <p className="tip-foot">
          <span>{tip.turn}</span>
          <a href={tip.why.href}>{tip.why.label}</a>
        </p>
        <button type="button" className="tip-close" aria-label={tip.close} onClick={() => hide(true)}>
          <Icon name="close" />
        </button>
      </div>
    </>
  )
}
