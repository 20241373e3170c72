/** Our own small icons: drawn on a 20 px square with one pen. */
const PATHS = {
  ok: 'M4 10.5l4 4 8-9',
  act: 'M10 3l8 14H2zM10 8.2v3.6M10 14.4h.01',
  renew: 'M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0zM10 6v4l2.6 1.8',
  limited: 'M10 2.5a7.5 7.5 0 0 1 7.5 7.5M15.3 15.3A7.5 7.5 0 1 1 6.2 3.5M7 10h6',
  wait: 'M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0zM8 7.3v5.4M12 7.3v5.4',
  off: 'M10 3v6M6 5.2a6.5 6.5 0 1 0 8 0',
  channels:
    'M7.4 8.8l5.2-2.6M7.4 11.2l5.2 2.6M7.5 10a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM17.5 5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM17.5 15a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  profile: 'M13.4 6.8a3.4 3.4 0 1 1-6.8 0 3.4 3.4 0 0 1 6.8 0zM3.5 17.5c.8-3.4 3.3-5 6.5-5s5.7 1.6 6.5 5',
  help: 'M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0zM7.8 7.8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5M10 14h.01',
  close: 'M5 5l10 10M15 5L5 15',
  back: 'M12 4l-6 6 6 6',
  out: 'M7 4H4v12h3M9 10h8M14 7l3 3-3 3',
  eye: 'M2 10c2-3.6 4.7-5.4 8-5.4s6 1.8 8 5.4c-2 3.6-4.7 5.4-8 5.4S4 13.6 2 10zM12.2 10a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0z',
  lock: 'M5 9h10v7H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  plus: 'M10 4v12M4 10h12',
  refresh: 'M16 6.5A7 7 0 1 0 17 10M16.5 3v3.8h-3.8',
  history: 'M3 5v4h4M3.4 9A7 7 0 1 1 3 11.5M10 6.5V10l2.4 1.5',
  thread: 'M8 5.8H6.7a4.2 4.2 0 0 0 0 8.4H8M12 5.8h1.3a4.2 4.2 0 0 1 0 8.4H12M7 10h6',
  settings:
    'M3 6h7M14 6h3M3 14h3M10 14h7M14 6a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM10 14a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  search: 'M14 8.5a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM12.6 12.6L17 17',
  chat: 'M3 4.5h14v9H9.5L6 16.8v-3.3H3zM6.5 8h7M6.5 10.6h4',
  clip: 'M13.5 7.2l-5 5a1.4 1.4 0 0 0 2 2l5.2-5.3a3 3 0 0 0-4.2-4.2L6 10.2a4.6 4.6 0 0 0 6.5 6.5l3.8-3.8',
  proposal: 'M5 2.8h6.8L15 6v11.2H5zM11.5 3v3.3H15M7.6 10h4.8M7.6 13h4.8',
  mail: 'M3 5h14v10H3zM3 6l7 5 7-5',
  people:
    'M9.5 7a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0zM1.5 16.5c.5-3 2.4-4.4 5.2-4.4s4.7 1.4 5.2 4.4M12.4 4.3a2.8 2.8 0 0 1 0 5.4M14 12.4c2.3.4 3.9 1.8 4.5 4.1',
  more: 'M4.2 10h.01M10 10h.01M15.8 10h.01',
  shield: 'M10 2.6l6 2.1v4.8c0 3.8-2.5 6.4-6 7.9-3.5-1.5-6-4.1-6-7.9V4.7zM7.4 9.9l1.9 1.9 3.4-3.8',
  hint: 'M7.6 14.2c0-1.6-2.3-2.7-2.3-5.6a4.7 4.7 0 0 1 9.4 0c0 2.9-2.3 4-2.3 5.6zM8 17.2h4',
  list: 'M7.5 5h9.5M7.5 10h9.5M7.5 15h9.5M3.2 5h.01M3.2 10h.01M3.2 15h.01',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3',
} as const

/** What points somewhere points the other way where a language runs from right to left. */
const POINTING = new Set<IconName>(['back', 'out'])

export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className={POINTING.has(name) ? 'icon mirrored' : 'icon'}
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}

/** Two ends of a thread and the link between them. */
export function Mark() {
  return (
    <svg
      className="mark"
      viewBox="0 0 24 24"
      width="26"
      height="26"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M10 6.8H8.2a5.2 5.2 0 0 0 0 10.4H10M14 6.8h1.8a5.2 5.2 0 0 1 0 10.4H14" />
      <path className="mark-link" d="M8.8 12h6.4" />
    </svg>
  )
}
