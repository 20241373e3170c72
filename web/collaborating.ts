/** What both sides' pages of a collaboration load and do; each page says on which side it is. */
import { randomUUID } from 'node:crypto'
import { data, type RouterContextProvider, redirect } from 'react-router'
import { isMove, type Side, type State } from '../src/domain/collaboration/moves.ts'
import { moveOn } from '../src/usecases/collaboration/move-collaboration.ts'
import { keepDraft, proposeTerms, throwDraftAway } from '../src/usecases/collaboration/propose.ts'
import {
  readCollaboration,
  readForComposer,
  sawCollaboration,
} from '../src/usecases/collaboration/read-collaboration.ts'
import { showPost, takePostBack } from '../src/usecases/collaboration/show-posts.ts'
import { sawThread, write } from '../src/usecases/collaboration/write.ts'
import { boundedForm, textOf } from './bounded-form.ts'
import { appContext } from './context.ts'
import { asGiven, countOf, givenTerms, NOTHING_GIVEN, TERMS_LIMIT_BYTES, todayOf } from './proposing.ts'
import type { Person } from './session.ts'
import { speakerFor } from './speaking.ts'
import { composerWords } from './views/chat.ts'
import { addressOf, collaborationPage, missingPage, movedOnView } from './views/collaborations.ts'
import { composerForm } from './views/proposal-composer.ts'

type At = {
  request: Request
  context: Readonly<RouterContextProvider>
  side: Side
  person: Person
  id: string
}

export async function loadCollaboration({ request, context, side, person, id }: At) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const knock = { person, side, collaborationId: id }
  const view = await readCollaboration(app, knock)
  if (view === null) return data({ kind: 'missing' as const, ...missingPage(side, speaker) }, { status: 404 })
  if (view.standing === 'draft') throw redirect(`${addressOf(side, id)}/terms`)
  const page = collaborationPage(view, speaker)
  // A whole page was asked for, so it is before their eyes; a script says so by itself, and only while it is.
  if (!new URL(request.url).pathname.endsWith('.data')) {
    await sawCollaboration(app, knock)
    await sawThread(app, { ...knock, upTo: page.thread.newest })
  }
  return data({
    kind: 'collaboration' as const,
    ...page,
    userId: person.userId,
    formKey: randomUUID(),
    tooLong: speaker.say('chat.refused.too_long'),
    composer: composerWords(speaker, 'label'),
  })
}

export type CollaborationData = Extract<
  Awaited<ReturnType<typeof loadCollaboration>>['data'],
  { kind: 'collaboration' }
>

/** What became of a form that was not done as it was asked; null where nothing is to be said. */
export type Refused = {
  about: 'move' | 'post' | 'message'
  /** The decision whose reason is missing. */
  move: string | null
  wrong: string
  movedOn: ReturnType<typeof movedOnView> | null
  text: string
}

export async function actOnCollaboration({ request, context, side, person, id }: At) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const here = addressOf(side, id)
  const knock = { person, side, collaborationId: id }
  const refused = (status: number, of: Partial<Refused> & Pick<Refused, 'about' | 'wrong'>) =>
    data<Refused>({ move: null, movedOn: null, text: '', ...of }, { status })
  const nothing = () => refused(404, { about: 'move', wrong: say('collaborations.missing.body') })
  const elsewhere = (state: State, terms: boolean) =>
    refused(409, { about: 'move', wrong: '', movedOn: movedOnView(state, terms, speaker) })
  const form = await boundedForm(request, TERMS_LIMIT_BYTES)
  if (form === null) return refused(413, { about: 'message', wrong: say('chat.refused.too_much') })
  switch (textOf(form, 'intent')) {
    case 'move': {
      const move = textOf(form, 'move')
      if (
        !isMove(move) ||
        move === 'send' ||
        move === 'counter' ||
        move === 'answer' ||
        move === 'expire' ||
        move === 'start'
      ) {
        return nothing()
      }
      const version = countOf(form, 'version')
      const reason = textOf(form, 'reason')
      const moved = await moveOn(app, { ...knock, move, version, reason })
      switch (moved.kind) {
        case 'moved':
          return redirect(here, 303)
        case 'unknown':
          return nothing()
        case 'not_yours_to_decide':
          return refused(403, { about: 'move', wrong: say('collaborations.not_yours.body') })
        case 'reason_missing':
          return refused(422, {
            about: 'move',
            move,
            wrong: say('collaborations.confirm.reason_missing'),
            text: reason.slice(0, 2_000),
          })
        case 'moved_on':
          return elsewhere(moved.state, moved.state === 'sent' || moved.state === 'countered')
        default:
          return moved satisfies never
      }
    }
    case 'show_post': {
      const [channelId = '', url = ''] = textOf(form, 'recent').split(' ')
      const shown = await showPost(app, {
        ...knock,
        url: url === '' ? textOf(form, 'url') : url,
        channelId: channelId === '' ? textOf(form, 'channel') : channelId,
        deliverable: countOf(form, 'deliverable'),
      })
      switch (shown.kind) {
        case 'shown':
          return redirect(`${here}#posts-title`, 303)
        case 'unknown':
          return nothing()
        case 'refused':
          return refused(422, {
            about: 'post',
            wrong: say(`collaborations.posts.refused.${shown.why}`),
            text: textOf(form, 'url').slice(0, 2_000),
          })
        case 'moved_on':
          return elsewhere(shown.state, false)
        default:
          return shown satisfies never
      }
    }
    case 'take_back':
      await takePostBack(app, { ...knock, postId: textOf(form, 'post') })
      return redirect(here, 303)
    case 'send': {
      const text = textOf(form, 'text')
      const written = await write(app, { ...knock, key: textOf(form, 'key'), text })
      if (written.kind === 'sent') return redirect(`${here}#thread-title`, 303)
      if (written.kind === 'unknown') return nothing()
      const status = written.why === 'slow_down' ? 429 : 422
      return refused(status, { about: 'message', wrong: say(`chat.refused.${written.why}`), text })
    }
    default:
      return nothing()
  }
}

/** The page on which terms are written: a draft, a counter-offer, or an answer to one. */
export async function loadTerms({ request, context, side, person, id }: At) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const knock = { person, side, collaborationId: id }
  const facts = await readForComposer(app, knock)
  if (facts === null)
    return data({ kind: 'missing' as const, ...missingPage(side, speaker) }, { status: 404 })
  const { collaboration } = facts.seat
  const draft = collaboration.draft
  if (draft === null && !facts.mayPropose) throw redirect(addressOf(side, id))
  const { searchParams } = new URL(request.url)
  const latest = facts.versions.at(-1)
  const given = draft ?? (latest === undefined ? NOTHING_GIVEN : asGiven(latest.terms))
  const checked = draft !== null && searchParams.has('check') ? facts.check(draft, todayOf(speaker)) : {}
  return data({
    kind: 'terms' as const,
    ...termsPage(facts, speaker, side),
    saved: searchParams.has('saved') ? speaker.say('collaborations.compose.saved') : null,
    notice: searchParams.has('several') ? speaker.say('collaborations.compose.too_many_drafts') : null,
    full: searchParams.has('full') ? speaker.say('collaborations.compose.too_many_open') : null,
    form: composerForm(
      {
        given,
        flaws: checked,
        channels: facts.channels,
        creator: collaboration.creator.name,
        today: todayOf(speaker),
        sends: !facts.seat.signs ? 'nothing' : draft !== null ? 'draft' : 'terms',
      },
      speaker,
    ),
  })
}

function termsPage(
  { seat }: NonNullable<Awaited<ReturnType<typeof readForComposer>>>,
  { say }: ReturnType<typeof speakerFor>,
  side: Side,
) {
  const { collaboration } = seat
  const { creator, company } = collaboration
  const isDraft = collaboration.state === 'draft'
  const names = { creator: creator.name, other: side === 'brand' ? creator.name : company.name }
  const title = say(
    isDraft ? 'collaborations.compose.draft_title' : 'collaborations.compose.counter_title',
    names,
  )
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say(isDraft ? 'collaborations.compose.lede' : 'collaborations.compose.counter_lede', names),
    version: collaboration.version,
    action: `${addressOf(side, collaboration.id)}/terms`,
    back: {
      label: say(`collaborations.page.back.${side}`),
      href: isDraft ? '/brand/collaborations' : addressOf(side, collaboration.id),
    },
    save: isDraft ? say('collaborations.compose.save') : null,
    discard: isDraft ? say('collaborations.compose.discard') : null,
    others: seat.signs ? null : say('collaborations.compose.members_draft'),
    unreached: say('shell.unreached'),
  }
}

export async function actOnTerms({ request, context, side, person, id }: At) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const here = addressOf(side, id)
  const form = await boundedForm(request, TERMS_LIMIT_BYTES)
  const refused = (status: number, wrong: string, more: Partial<TermsRefused> = {}) =>
    data<TermsRefused>({ wrong, movedOn: null, form: null, ...more }, { status })
  if (form === null) return refused(413, say('chat.refused.too_much'))
  const intent = textOf(form, 'intent')
  const typed = givenTerms(form)
  if (intent === 'discard') {
    await throwDraftAway(app, { person, side, collaborationId: id })
    return redirect('/brand/collaborations', 303)
  }
  if (intent === 'save') {
    return (await keepDraft(app, { person, side, collaborationId: id, draft: typed }))
      ? redirect(`${here}/terms?saved`, 303)
      : refused(404, say('collaborations.missing.body'))
  }
  const proposed = await proposeTerms(app, {
    person,
    side,
    collaborationId: id,
    given: typed,
    version: countOf(form, 'version'),
    today: todayOf(speaker),
  })
  const again = async (flaws: Extract<typeof proposed, { kind: 'flawed' }>['flaws']) => {
    const facts = await readForComposer(app, { person, side, collaborationId: id })
    if (facts === null) return null
    return composerForm(
      {
        given: typed,
        flaws,
        channels: facts.channels,
        creator: facts.seat.collaboration.creator.name,
        today: todayOf(speaker),
        sends: facts.seat.collaboration.state === 'draft' ? 'draft' : 'terms',
      },
      speaker,
    )
  }
  switch (proposed.kind) {
    case 'sent':
      return redirect(here, 303)
    case 'unknown':
      return refused(404, say('collaborations.missing.body'))
    case 'not_yours_to_decide':
      return refused(403, say('collaborations.compose.members_draft'), { form: await again({}) })
    case 'flawed':
      return refused(422, '', { form: await again(proposed.flaws) })
    case 'unchanged':
      return refused(422, say('collaborations.compose.unchanged'), { form: await again({}) })
    case 'too_many_open':
      return refused(429, say('collaborations.compose.too_many_open'), { form: await again({}) })
    case 'moved_on': {
      const terms = proposed.state === 'sent' || proposed.state === 'countered'
      return refused(409, '', { movedOn: movedOnView(proposed.state, terms, speaker), form: await again({}) })
    }
    default:
      return proposed satisfies never
  }
}

export type TermsRefused = {
  wrong: string
  movedOn: ReturnType<typeof movedOnView> | null
  /** What was typed, with what is wrong with it. */
  form: ReturnType<typeof composerForm> | null
}
