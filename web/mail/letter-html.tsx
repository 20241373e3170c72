import { render } from '@react-email/render'
import type { Letter } from '../../src/mail/letter.ts'
import { LetterMail } from './letter-mail.tsx'

export function renderLetter(letter: Letter): Promise<string> {
  return render(<LetterMail letter={letter} />)
}
