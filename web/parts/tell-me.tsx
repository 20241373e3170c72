import { useEffect, useRef, useState } from 'react'
import { Form, useLocation, useNavigation } from 'react-router'
import type { TellMeView } from '../views/tell-me.ts'
import { Icon } from './icon.tsx'

/** One button that asks to hear when a network is back, and takes that back. The button stays, so the focus does. */
export function TellMe({ tell }: { tell: TellMeView }) {
  const { pathname, search } = useLocation()
  const { formAction } = useNavigation()
  const known = useRef(tell.asked)
  const pressed = useRef(false)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (known.current === tell.asked) return
    known.current = tell.asked
    // Said by the button that was pressed, and by no other of the same network.
    if (pressed.current) setSaid(tell.said)
    pressed.current = false
  }, [tell])
  return (
    <Form
      className="tell-me"
      method="post"
      action={tell.action}
      preventScrollReset
      onSubmit={() => {
        pressed.current = true
      }}
    >
      <input type="hidden" name="back" value={pathname + search} />
      {tell.asked === null ? null : (
        <p>
          <Icon name="ok" />
          {tell.asked}
        </p>
      )}
      <button
        className={tell.asked === null ? 'btn' : 'btn quiet'}
        type="submit"
        name="wanted"
        value={tell.wanted}
        aria-label={tell.accessibleName}
        aria-disabled={formAction === tell.action || undefined}
      >
        {tell.label}
      </button>
      <span className="sr-only" role="status">
        {said}
      </span>
    </Form>
  )
}
