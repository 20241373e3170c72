/** How a letter looks: inline, because that is all that every mail program reads; the dark by a sheet where it is read. */
import type { CSSProperties } from 'react'
import type { LetterItem } from '../../src/mail/letter.ts'

type Look = CSSProperties
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

export const sheet = `
  @media (prefers-color-scheme: dark) {
    .paper, .paper td { background-color: #141413 !important; }
    .ink { color: #f1efea !important; }
    .muted { color: #aaa59b !important; }
    .sheet, .sheet td { background-color: #1c1c1b !important; }
    .sheet { border-color: #3a3936 !important; }
    .sheet.act { border-color: #7d4335 !important; }
    .word-act { color: #ff9c83 !important; }
    .word-renew { color: #f0cd6b !important; }
    .button, .button td { background-color: #a8b0ff !important; color: #14163a !important; }
    .link { color: #a8b0ff !important; }
    .foot { border-color: #31302e !important; }
  }
  @media (max-width: 480px) {
    .page { padding: 20px 14px 32px !important; }
    .sheet { padding: 16px 14px !important; }
    .button { display: block !important; text-align: center !important; }
  }
`

export const body: Look = {
  margin: 0,
  backgroundColor: '#fbfaf7',
  fontFamily: FONT,
  WebkitTextSizeAdjust: '100%',
}

export const page: Look = { maxWidth: '580px', padding: '32px 20px 48px' }

export const brand: Look = { margin: '0 0 24px', fontSize: '15px', lineHeight: '24px' }
export const brandLink: Look = { color: '#1c1b1a', fontWeight: 650, textDecoration: 'none' }
export const greeting: Look = {
  margin: '0 0 6px',
  fontSize: '20px',
  lineHeight: '28px',
  fontWeight: 640,
  color: '#1c1b1a',
}
export const text: Look = { margin: '0 0 10px', fontSize: '16px', lineHeight: '24px', color: '#1c1b1a' }
export const quiet: Look = { margin: '0 0 16px', fontSize: '15px', lineHeight: '23px', color: '#625e57' }
export const small: Look = { margin: '0 0 6px', fontSize: '13px', lineHeight: '20px', color: '#625e57' }
export const channel: Look = {
  margin: '0 0 2px',
  fontSize: '16px',
  lineHeight: '24px',
  fontWeight: 620,
  color: '#1c1b1a',
}
export const profile: Look = { fontWeight: 400, color: '#625e57' }
export const link: Look = { color: '#3d4bd8' }
export const footLink: Look = { color: '#625e57', textDecoration: 'underline' }
export const foot: Look = { borderTop: '1px solid #e7e3db', marginTop: '28px', paddingTop: '16px' }

const paper: Look = {
  margin: '20px 0',
  padding: '20px 22px',
  border: '1px solid #e7e3db',
  borderRadius: '14px',
  backgroundColor: '#ffffff',
}

export const item: Record<LetterItem['tone'], Look> = {
  act: { ...paper, borderColor: '#dfb3a8' },
  renew: paper,
}

const word: Look = { margin: '0 0 12px', fontSize: '15px', lineHeight: '22px', fontWeight: 600 }

export const title: Record<LetterItem['tone'], Look> = {
  act: { ...word, color: '#ab3219' },
  renew: { ...word, color: '#755700' },
}

export const button: Look = {
  padding: '12px 22px',
  borderRadius: '10px',
  backgroundColor: '#3d4bd8',
  color: '#ffffff',
  fontSize: '16px',
  fontWeight: 580,
}
