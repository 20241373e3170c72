import type { Network } from '../../src/domain/network.ts'

/** Plain glyphs of our own that call a network to mind; nobody's logo. */
const GLYPHS: Record<Network, string> = {
  instagram:
    'M8 3.5h8a4.5 4.5 0 0 1 4.5 4.5v8a4.5 4.5 0 0 1-4.5 4.5H8A4.5 4.5 0 0 1 3.5 16V8A4.5 4.5 0 0 1 8 3.5zM15.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0z',
  youtube:
    'M3 8.5C3 7 4 6 5.5 6h13C20 6 21 7 21 8.5v7c0 1.5-1 2.5-2.5 2.5h-13C4 18 3 17 3 15.5zM10.5 9.5v5l4-2.5z',
  tiktok: 'M13 4v11.5a3.5 3.5 0 1 1-3.5-3.5M13 4c.4 2.9 2.400 4.800 5.5 5',
  facebook: 'M16 4h-1.700c-2.200 0-3.500 1.300-3.500 3.500V20.500M7.500 11.500h7.500',
}

export function NetworkIcon({ network }: { network: Network }) {
  return (
    <svg
      className="glyph"
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={GLYPHS[network]} />
    </svg>
  )
}
