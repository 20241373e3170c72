import { useEffect } from 'react'
import { useRevalidator } from 'react-router'

const EVERY_MS = 30_000

/** Asks again when the reader comes back to the page, and now and then while they look at it. */
export function useStayingFresh(): void {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    function refresh() {
      if (document.visibilityState === 'visible' && state === 'idle') void revalidate()
    }
    const timer = setInterval(refresh, EVERY_MS)
    window.addEventListener('focus', refresh)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', refresh)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [revalidate, state])
}
