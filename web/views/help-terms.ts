/** Words as the search compares them, in each language: its letters made plain, its endings cut, its fillers left out. */
import type { Language } from '../../src/words/languages.ts'

export type Terms = {
  /** One form for the ways in which a text can be typed. */
  plain(text: string): string
  /** One form for the forms of a word that is plain; null where it says nothing. */
  stem(word: string): string | null
  /** Whether its words are written together, so that one can be looked for within another. */
  compounds: boolean
}

export function termsOf(language: Language): Terms {
  const { silent, letters, cut, compounds } = TONGUES[language]
  const plain = (text: string) => letters(withoutMarks(text))
  const fillers = new Set(plain(silent).split(/\s+/))
  return {
    plain,
    compounds,
    stem(word) {
      if (word === '' || fillers.has(word)) return null
      if (word.includes('_') || word.length < 4) return word
      const root = cut(word)
      return root.length < 3 ? word : root
    },
  }
}

export function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== '')
}

function withoutMarks(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/['’]/g, '')
}

type Tongue = {
  /** Words that stand in every question and say nothing about it. */
  silent: string
  letters(text: string): string
  cut(word: string): string
  compounds: boolean
}

const same = (text: string) => text

const TONGUES: Record<Language, Tongue> = {
  en: {
    silent: `a an and any anymore are as at be been but by can cant could did do does dont doesnt for from get got had has
      have how i if im in into is isnt it its ive just keep keeps like me mine my no not of on one or our out please s
      should so some t than that the their them then there they thing this to too u up us was way we well were what when
      where which who why will with would you your`,
    letters: same,
    compounds: false,
    cut: (word) =>
      word
        .replace(/ies$/, 'y')
        .replace(/(?<=\w{3})(?:ing|ed|es|s|ly)$/, '')
        .replace(/([bdgmnprt])\1$/, '$1')
        .replace(/(?<=\w{3})e$/, ''),
  },
  es: {
    silent: `a al algo ante antes asi aun aunque ayuda cada como con cosa cual cuales cuando cuanta cuanto de deja dejan dejar dejo del desde donde e el ella ellas
      ello ellos en entre era es esa ese eso esta estan estar estas este esto estos estoy fue ha hace hacer hago han hasta
      hay he la las le les lo los mas me mi mia mio mis mucho muy ni no nos o os para pero poder por porque puede puedo que
      quien quiero se ser si sido sin sobre solo son soy su sus tal tambien tan te tengo ti tiene todo todos tu tus u un
      una unas uno unos va veo voy y ya yo`,
    letters: same,
    compounds: false,
    // conectarlo, conectarmelo → conectar; conectar, conectado, conecta → conect
    cut: (word) =>
      word
        .replace(/(?<=\w{3}(?:[aei]r|ndo))(?:(?:me|te|se|nos)(?:l[aeo]s?)?|l[aeo]s?)$/, '')
        .replace(
          /(?<=\w{3})(?:aciones|acion|siones|sion|ciones|cion|mientos?|ad[ao]s?|id[ao]s?|ando|iendo|aron|ieron|aban?|[aei]r|[aeo]s|[ae]n|[aeos])$/,
          '',
        ),
  },
  de: {
    silent: `ab aber alle alles als also am an auch auf aus bei beim bin bis bitte bist da dann das dass dein deine dem den der
      des die dies diese dieser doch du durch ein eine einem einen einer eines er es etwas fur geht gibt hab habe haben hat
      hatte hier hilfe ich ihr im in ins ist ja jetzt kann kannst kein keine keinen komme kommt konnen machen man mehr mein
      meine meinem meinen meiner mich mir mit muss nach nicht nichts noch nun nur ob oder schon sein seine sich sie sind so
      soll tun uber um und uns unser vom von vor wann war warum was weg wegen wenn wer werden wie wieder wieso will wir wird
      wo wohin zu zum zur`,
    // löschen, loeschen and loschen are one word.
    letters: (text) =>
      text
        .replaceAll('ß', 'ss')
        .replaceAll(/([ao])e/g, '$1')
        .replaceAll(/(?<![aeoq])ue/g, 'u'),
    compounds: true,
    // ausgeschaltet → ausschalt, gelöscht → losch, Verbindungen → verbind
    cut: (word) =>
      word
        .replace(/^(ab|an|auf|aus|ein|vor|weg|zu)ge(?=\w{4})/, '$1')
        .replace(/^ge(?=\w{4,}t$)/, '')
        .replace(/(?<=\w{3})(?:ungen|ung|ern|em|er|en|est|et|ete|eten|es|st|te|ten|[enst])$/, ''),
  },
  ar: {
    silent: `أن أنا أنت أو أي أين إلى إلي إن إذا التي الذي الى انا او بعد تم ثم حتى حول دون ذلك عن عند عندما على علي في فيه فيها قبل قد
      كان كل كيف كيفية لا لأن لدي لقد لكن لم لماذا لن له لها لي ليس ما ماذا متى مع من منذ هذا هذه هل هنا هناك هو هي و يا يتم
      يجب يمكن يمكنني اريد أريد`,
    // Hamza falls with the other marks; what is left are the two ways of writing an ending, and letters drawn long.
    letters: (text) => text.replaceAll('ـ', '').replaceAll('ى', 'ي').replaceAll('ة', 'ه'),
    compounds: false,
    // والقناة, بالقناة, للقناة, قناتي and القنوات lead to what قناة leads to.
    cut: (word) =>
      word
        .replace(/^(?:[وفبك]{0,2}ال|[وف]?لل|[وف](?=\p{L}{4}))(?=\p{L}{3})/u, '')
        .replace(/(?<=\p{L}{3})(?:ت(?:ي|ك|ه|ها|نا|كم|هم))$/u, '')
        .replace(/(?<=\p{L}{3})(?:ات|ون|ين|ان|يه|ها|هم|نا|كم|ه|ي|ك)$/u, ''),
  },
}
