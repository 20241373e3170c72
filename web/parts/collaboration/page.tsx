import '../../collaboration.css'
import '../../stamp.css'
import { Form, Link, useNavigation } from 'react-router'
import type { CollaborationData, Refused } from '../../collaborating.ts'
import type {
  ChannelView,
  CollaborationPage,
  FieldView,
  MoveView,
  PostView,
} from '../../views/collaborations.ts'
import { useOutbox } from '../chat/outbox.ts'
import { Composer, Log, usePassing, usePresence } from '../chat/thread.tsx'
import { Choice } from '../choice.tsx'
import { Field } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { useLive } from '../live.ts'
import { StateBadge } from './badge.tsx'

/** One collaboration, the same page for both of its sides. */
export function CollaborationSheet({ page, refused }: { page: CollaborationData; refused: Refused | null }) {
  const typers = usePassing()
  const other = page.side === 'brand' ? 'creator' : 'brand'
  useLive(
    page.userId,
    (topic) => topic === page.topic || topic.startsWith('channels:'),
    (topic, doing) => {
      if (topic !== page.topic || doing.side !== other) return
      if (doing.what === 'typing') typers.heard(doing.who, doing.name)
      else typers.forget(doing.who)
    },
    { readOnFirst: true },
  )
  return (
    <article className="deal-page" data-state={page.state.state}>
      <Link className="back" to={page.back.href}>
        <Icon name="back" />
        {page.back.label}
      </Link>
      <header className="page-head">
        <h1>
          <bdi>{page.title}</bdi>
        </h1>
        <p className="deal-by">
          {page.other.href === null ? (
            <bdi>{page.other.text}</bdi>
          ) : (
            <a href={page.other.href}>{page.other.text}</a>
          )}
          <StateBadge state={page.state} />
        </p>
        {page.status === null ? null : (
          <p className={page.near ? 'lede deal-near' : 'lede'} role="status">
            {page.status}
          </p>
        )}
      </header>
      {refused?.movedOn == null ? null : (
        <section className="notice bad" role="alert">
          <h2>{refused.movedOn.title}</h2>
          <p>{refused.movedOn.lede}</p>
          <p>{refused.movedOn.state}</p>
        </section>
      )}
      {refused?.about === 'move' && refused.movedOn === null && refused.move === null ? (
        <p className="notice bad" role="alert">
          {refused.wrong}
        </p>
      ) : null}
      <div className="deal-grid">
        <div>
          <Channels page={page} />
          <TermsCard page={page} />
          <Moves page={page} refused={refused} />
          <Posts page={page} refused={refused?.about === 'post' ? refused : null} />
        </div>
        <div>
          <Thread
            page={page}
            refused={refused?.about === 'message' ? refused : null}
            typing={
              typers.names[0] === undefined ? null : page.labels.typing.replace('{name}', typers.names[0])
            }
          />
          <Timeline page={page} />
        </div>
      </div>
    </article>
  )
}

function Channels({ page }: { page: CollaborationPage }) {
  if (page.channels.length === 0) return null
  return (
    <section className="boxed deal-part" aria-labelledby="channels-title">
      <h2 id="channels-title" className="section-title first">
        {page.labels.channels}
      </h2>
      <ul className="plain deal-channels">
        {page.channels.map((channel) => (
          <ChannelEntry key={channel.id} channel={channel} />
        ))}
      </ul>
    </section>
  )
}

function ChannelEntry({ channel }: { channel: ChannelView }) {
  return (
    <li data-verified={channel.verified}>
      <p>
        <b>
          <bdi>{channel.name}</bdi>
        </b>
        {channel.followers === null ? null : <span className="deal-number"> · {channel.followers}</span>}
      </p>
      <p className={channel.verified ? 'stamp' : 'stamp paused'}>
        <Icon name={channel.verified ? 'ok' : 'wait'} />
        {channel.status}
      </p>
      {channel.waiting === null ? null : <p>{channel.waiting}</p>}
      {channel.told.map((line) => (
        <p key={line} className="muted">
          {line}
        </p>
      ))}
      {channel.wayOn === null ? null : (
        <p>
          <a className={channel.wayOn.primary ? 'btn primary' : 'btn'} href={channel.wayOn.href}>
            {channel.wayOn.label}
          </a>
        </p>
      )}
    </li>
  )
}

function TermsCard({ page }: { page: CollaborationPage }) {
  const { labels } = page
  return (
    <section className="boxed deal-part" aria-labelledby="terms-title">
      <h2 id="terms-title" className="section-title first">
        {page.termsTitle}
      </h2>
      {page.termsBy === null ? null : <p className="muted">{page.termsBy}</p>}
      {page.changedTitle === null ? null : (
        <p>
          <b>{page.changedTitle}</b> <ins className="mark-new">{labels.added}</ins>{' '}
          <del className="mark-old">{labels.removed}</del>
        </p>
      )}
      <TermsList fields={page.terms} labels={labels} />
      {page.earlier === null ? null : (
        <details className="deal-earlier">
          <summary>{page.earlier.title}</summary>
          {page.earlier.versions.map((version) => (
            <section key={version.version} aria-label={version.by}>
              <p className="muted">{version.by}</p>
              <TermsList fields={version.terms} labels={labels} />
            </section>
          ))}
        </details>
      )}
    </section>
  )
}

function TermsList({ fields, labels }: { fields: FieldView[]; labels: CollaborationPage['labels'] }) {
  return (
    <dl className="terms">
      {fields.map((field) => (
        <div key={field.field} data-changed={field.changed ? '' : undefined}>
          <dt>{field.label}</dt>
          {field.lines.map((line, place) => (
            <dd
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may read the same, and their place is what they are
              key={place}
              className={field.long ? 'terms-long' : undefined}
              dir={field.long ? 'auto' : undefined}
            >
              {line.kind === 'same' ? (
                <bdi>{line.text}</bdi>
              ) : line.kind === 'added' ? (
                <ins className="mark-new">
                  <span className="sr-only">{labels.added}: </span>
                  <bdi>{line.text}</bdi>
                </ins>
              ) : (
                <del className="mark-old">
                  <span className="sr-only">{labels.removed}: </span>
                  <bdi>{line.text}</bdi>
                </del>
              )}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}

function Moves({ page, refused }: { page: CollaborationPage; refused: Refused | null }) {
  if (page.moves.length === 0 && page.othersDecide === null) return null
  return (
    <section className="deal-moves" aria-label={page.labels.moves}>
      {page.othersDecide === null ? null : <p className="notice">{page.othersDecide}</p>}
      {page.moves.map((move) => (
        <MoveForm
          key={`${move.move}-${page.version}`}
          move={move}
          page={page}
          refused={refused?.move === move.move ? refused : null}
        />
      ))}
    </section>
  )
}

function MoveForm({
  move,
  page,
  refused,
}: {
  move: MoveView
  page: CollaborationPage
  refused: Refused | null
}) {
  const { state } = useNavigation()
  const fields = (
    <>
      <input type="hidden" name="intent" value="move" />
      <input type="hidden" name="version" value={page.version} />
    </>
  )
  const busy = state !== 'idle'
  switch (move.kind) {
    case 'terms':
      return (
        <Link className="btn" to={`${page.address}/terms`}>
          {move.label}
        </Link>
      )
    case 'plain':
      return (
        <Form method="post" action={page.address} className="deal-move">
          {fields}
          <button
            className={move.primary ? 'btn primary' : 'btn'}
            type="submit"
            name="move"
            value={move.move}
            aria-disabled={busy}
            aria-describedby={move.question === null ? undefined : `about-${move.move}`}
          >
            {move.label}
          </button>
          {move.question === null ? null : (
            <small id={`about-${move.move}`} className="muted">
              {move.question}
            </small>
          )}
        </Form>
      )
    case 'sure':
    case 'reason':
      return (
        <details className="deal-sure" open={refused !== null}>
          <summary className="btn quiet">{move.label}</summary>
          <Form method="post" action={page.address} className="boxed">
            {fields}
            <p>
              <b>{move.question}</b>
            </p>
            {move.reasonLabel === null ? null : (
              <div className="field">
                <label htmlFor={`reason-${move.move}`}>{move.reasonLabel}</label>
                <textarea
                  dir="auto"
                  id={`reason-${move.move}`}
                  className="area"
                  name="reason"
                  rows={3}
                  required
                  defaultValue={refused?.text ?? ''}
                  aria-invalid={refused === null ? undefined : true}
                  aria-describedby={refused === null ? undefined : `reason-${move.move}-wrong`}
                />
                {refused === null ? null : (
                  <small id={`reason-${move.move}-wrong`} className="wrong" role="alert">
                    {refused.wrong}
                  </small>
                )}
              </div>
            )}
            <button className="btn" type="submit" name="move" value={move.move} aria-disabled={busy}>
              {move.sure}
            </button>
          </Form>
        </details>
      )
    default:
      return move.kind satisfies never
  }
}

function Posts({ page, refused }: { page: CollaborationPage; refused: Refused | null }) {
  const { posts } = page
  if (posts === null) return null
  return (
    <section className="boxed deal-part" aria-labelledby="posts-title">
      <h2 id="posts-title" className="section-title first">
        {posts.title}
      </h2>
      <p className="muted">{posts.lede}</p>
      {posts.none === null ? null : <p>{posts.none}</p>}
      <ul className="plain deal-posts">
        {posts.posts.map((post) => (
          <PostEntry key={post.id} post={post} page={page} />
        ))}
      </ul>
      {posts.form === null ? null : (
        <Form method="post" action={page.address} className="stack" key={posts.posts.length}>
          <input type="hidden" name="intent" value="show_post" />
          {posts.form.recent.length < 2 ? null : (
            <Choice name="recent" label={posts.form.choose} options={posts.form.recent} />
          )}
          <Field
            name="url"
            label={posts.form.link}
            hint={posts.form.linkHint}
            defaultValue={refused?.text ?? ''}
            wrong={refused?.wrong ?? null}
          />
          <Choice name="channel" id="post-channel" label={posts.form.channel} options={posts.form.channels} />
          <Choice name="deliverable" label={posts.form.for} options={posts.form.deliverables} />
          <button className="btn" type="submit">
            {posts.form.add}
          </button>
        </Form>
      )}
    </section>
  )
}

function PostEntry({ post, page }: { post: PostView; page: CollaborationPage }) {
  const { posts } = page
  return (
    <li>
      <p>
        <b>
          <bdi>{post.title}</bdi>
        </b>
      </p>
      <p className="muted">
        <bdi>{post.deliverable}</bdi> · {post.shown}
      </p>
      {post.numbers.length === 0 ? null : (
        <dl className="deal-numbers" aria-label={posts?.numbersLabel}>
          {post.numbers.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="muted">{post.status}</p>
      <div className="card-links">
        <a
          className="link"
          href={post.url}
          target="_blank"
          rel="noreferrer nofollow ugc"
          aria-label={post.visitLabel}
        >
          {posts?.visit}
        </a>
        {posts?.remove == null ? null : (
          <Form method="post" action={page.address}>
            <input type="hidden" name="intent" value="take_back" />
            <button className="link" type="submit" name="post" value={post.id} aria-label={post.removeLabel}>
              {posts.remove}
            </button>
          </Form>
        )}
      </div>
    </li>
  )
}

function Thread({
  page,
  refused,
  typing,
}: {
  page: CollaborationData
  refused: Refused | null
  typing: string | null
}) {
  const base = `/collaborations/${page.side}/${page.id}`
  const saysTyping = usePresence(`${base}/presence`, page.thread.newest)
  const box = useOutbox(`${base}/send`, page.userId, () => undefined, page.composer)
  return (
    <section className="deal-part conversation" aria-labelledby="thread-title">
      <h2 id="thread-title" className="section-title first">
        {page.labels.thread}
      </h2>
      {page.thread.messages.length === 0 && box.waiting.length === 0 ? (
        <p className="muted">{page.labels.none}</p>
      ) : null}
      <Log thread={page.thread} label={page.labels.log} box={box} words={page.composer} typing={typing} />
      <Composer
        action={page.address}
        formKey={page.formKey}
        box={box}
        words={page.composer}
        tooLong={page.tooLong}
        refused={refused?.wrong ?? null}
        text={refused?.text ?? ''}
        typing={saysTyping}
        files={false}
      />
    </section>
  )
}

function Timeline({ page }: { page: CollaborationPage }) {
  return (
    <section className="deal-part" aria-labelledby="timeline-title">
      <h2 id="timeline-title" className="section-title">
        {page.labels.timeline}
      </h2>
      <ol className="timeline">
        {page.events.map((event) => (
          <li key={event.id} data-kind={event.kind === 'paused' ? 'lost' : event.kind}>
            <time dateTime={event.machineAt}>{event.at}</time>
            <p>
              <bdi>{event.text}</bdi>
            </p>
            {event.reason === null ? null : (
              <blockquote className="deal-reason" dir="auto">
                {event.reason}
              </blockquote>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
