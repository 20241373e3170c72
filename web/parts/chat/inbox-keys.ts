/** The inbox by keyboard. Every key presses something that is on the page as well, and none acts while one types. */
import { type RefObject, useEffect } from 'react'

export function useInboxKeys(help: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const at = event.target
      if (at instanceof Element && at.closest('input, textarea, select, [contenteditable], dialog[open]'))
        return
      const act = ACTS[event.key]
      if (act === undefined) return
      if (act(help.current)) event.preventDefault()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [help])
}

/** True where something was done. Enter needs nothing: the focused row is a link. */
const ACTS: Record<string, (help: HTMLDialogElement | null) => boolean> = {
  j: () => step(1),
  k: () => step(-1),
  r: () => reply(false),
  n: () => reply(true),
  a: () => press('[data-key-press="take"]'),
  e: () => press('[data-key-press="close"]'),
  '?': (help) => {
    help?.showModal()
    return help !== null
  },
}

function step(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-inbox-row]')]
  if (rows.length === 0) return false
  const active = document.activeElement
  const at = active instanceof HTMLElement ? rows.indexOf(active) : -1
  const current = at >= 0 ? at : rows.findIndex((row) => row.getAttribute('aria-current') === 'true')
  const next =
    current < 0 ? (by === 1 ? 0 : rows.length - 1) : Math.min(Math.max(current + by, 0), rows.length - 1)
  rows[next]?.focus()
  return true
}

function reply(asNote: boolean): boolean {
  const area = document.querySelector<HTMLTextAreaElement>('#composer-text')
  const note = document.querySelector<HTMLInputElement>('[data-note-switch]')
  if (area === null) return false
  if (note !== null && note.checked !== asNote) note.click()
  area.focus()
  return true
}

function press(what: string): boolean {
  const button = document.querySelector<HTMLButtonElement>(what)
  button?.click()
  return button !== null
}
