import type { Face } from '../../src/domain/help/reaction.ts'

const MOUTHS: Record<Face, string> = {
  no: 'M8.2 16.6c1-1.6 2.3-2.4 3.8-2.4s2.8.8 3.8 2.4',
  partly: 'M8.4 15.4h7.2',
  yes: 'M8 14c1 1.8 2.3 2.7 4 2.7s3-.9 4-2.7',
}

/** A face in our own pen; its word stands beside it. */
export function HelpFace({ face }: { face: Face }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="32"
      height="32"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="12" cy="12" r="9.2" />
      <path d="M9 9.6v.01M15 9.6v.01" strokeWidth="2.4" />
      <path d={MOUTHS[face]} />
    </svg>
  )
}
