// @ts-check
/** Opens the chat in a panel beside the page. Without this script the launcher is a plain link to the same chat. */

const NARROW = '(max-width: 819px)'

/** @type {HTMLElement | null} */
let panel = null

document.addEventListener('click', (event) => {
  const launcher = event.target instanceof Element ? event.target.closest('[data-chat-launcher]') : null
  if (!(launcher instanceof HTMLAnchorElement)) return
  // On a phone there is no beside; and whoever asks for a new tab gets one.
  if (matchMedia(NARROW).matches || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  event.stopPropagation()
  if (panel === null) open(launcher)
  else close(launcher)
}, true)

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeOpen()
})

/** @param {HTMLAnchorElement} launcher */
function open(launcher) {
  const { title = '', close: closeLabel = '', full = '' } = launcher.dataset
  panel = document.createElement('section')
  panel.className = 'chat-panel'
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-label', title)
  const head = document.createElement('header')
  const page = document.createElement('a')
  page.className = 'link'
  page.href = launcher.href
  page.textContent = full
  const button = document.createElement('button')
  button.className = 'link'
  button.type = 'button'
  button.textContent = closeLabel
  button.addEventListener('click', () => close(launcher))
  head.append(page, button)
  const frame = document.createElement('iframe')
  frame.title = title
  frame.src = launcher.href
  frame.addEventListener('load', () => {
    const inside = frame.contentDocument
    if (inside === null) return
    // Its own menu is the page's, which stands beside it.
    inside.documentElement.dataset.framed = ''
    inside.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close(launcher)
    })
    page.href = inside.location.href
  })
  panel.append(head, frame)
  document.body.append(panel)
  launcher.setAttribute('aria-expanded', 'true')
  button.focus()
}

function closeOpen() {
  const launcher = document.querySelector('[data-chat-launcher]')
  if (launcher instanceof HTMLAnchorElement) close(launcher)
}

/** @param {HTMLAnchorElement} launcher */
function close(launcher) {
  if (panel === null) return
  panel.remove()
  panel = null
  launcher.removeAttribute('aria-expanded')
  launcher.focus()
}
