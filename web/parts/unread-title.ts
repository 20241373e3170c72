import { useEffect } from 'react'

/** Tells in the tab's name how many replies wait, so that it is seen from elsewhere. */
export function useUnreadInTitle(unread: number): void {
  // After every rendering: a page that was moved on to has brought a title of its own.
  useEffect(() => {
    const title = document.title.replace(/^\(\d+\) /, '')
    const wanted = unread > 0 ? `(${unread}) ${title}` : title
    if (document.title !== wanted) document.title = wanted
  })
}
