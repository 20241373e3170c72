import { useEffect } from 'react'
import { useRevalidator, useRouteLoaderData } from 'react-router'
import type { loader as membersLoader } from '../routes/members.tsx'
import { useLive } from './live.ts'

const EVERY_MS = 30_000

/** Is told when a channel changes; and, for where no stream is to be had, asks again when the reader comes back to the page, and now and then while they look at it. */
export function useStayingFresh(): void {
  const { revalidate, state } = useRevalidator()
  const userId = useRouteLoaderData<typeof membersLoader>('routes/members')?.userId ?? ''
  useLive(userId, (topic) => topic.startsWith('channels:'))
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
