import { useEffect, useRef } from 'react'
import { Form, Link } from 'react-router'
import type { AccountLine, ResultView, Way } from '../views/result-page.ts'
import { Face } from './face.tsx'
import { Icon } from './icon.tsx'

/** What came of a sign-in at a network. */
export function ResultSheet({ page }: { page: ResultView }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const title = page.title
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new result takes the focus again
  useEffect(() => heading.current?.focus(), [title])
  return (
    <div className="sheet">
      <div>
        <span className={`result-mark ${page.tone}`}>
          <Icon name={page.tone === 'good' ? 'ok' : page.tone === 'care' ? 'act' : 'thread'} />
        </span>
        {/* The way back from a network ends at this name, so the heading has the focus before any script runs. */}
        <h1 id="result" ref={heading} tabIndex={-1}>
          {page.title}
        </h1>
        {/* The heading is heard by its focus; this says the rest, where one result takes the place of another. */}
        <div role="status">
          {page.lines.map((line) => (
            <p key={line} className="lede">
              {line}
            </p>
          ))}
        </div>
      </div>
      {page.channels.map((channel) => (
        <div key={channel.id} className="go boxed">
          <Face face={channel.face} network={page.network} />
          <div>
            <p className="go-line">
              <strong dir="auto">{channel.name}</strong>
            </p>
            {channel.outlook === null ? null : <p className="muted">{channel.outlook}</p>}
          </div>
        </div>
      ))}
      {page.compare === null ? null : (
        <div className="compare">
          <section>
            <h2>{page.compare.expected.label}</h2>
            <div className="go">
              <Face face={page.compare.expected.face} network={page.network} />
              <p className="go-line">
                <strong dir="auto">{page.compare.expected.name}</strong>
              </p>
            </div>
          </section>
          <section>
            <h2>{page.compare.used.label}</h2>
            {page.compare.used.accounts.map((account) => (
              <div key={account.networkId} className="go">
                <Face face={account.face} network={page.network} />
                <AccountName account={account} />
              </div>
            ))}
          </section>
        </div>
      )}
      {page.confirm === null ? null : (
        <Form method="post" className="confirm">
          <fieldset>
            <legend className={page.confirm.accounts.length === 1 ? 'sr-only' : undefined}>
              {page.confirm.choose}
            </legend>
            {page.confirm.nothingChosen === null ? null : (
              <p className="notice" role="alert">
                {page.confirm.nothingChosen}
              </p>
            )}
            {page.confirm.accounts.map((account) =>
              page.confirm?.accounts.length === 1 ? (
                <div key={account.networkId} className="go boxed">
                  <input type="hidden" name="account" value={account.networkId} />
                  <Face face={account.face} network={page.network} />
                  <AccountName account={account} />
                </div>
              ) : (
                <label key={account.networkId} className="go boxed choice">
                  <input
                    type="checkbox"
                    name="account"
                    value={account.networkId}
                    disabled={account.taken}
                    defaultChecked={false}
                  />
                  <Face face={account.face} network={page.network} />
                  <AccountName account={account} />
                </label>
              ),
            )}
          </fieldset>
          <div className="acts">
            <button className="btn primary big" type="submit">
              {page.confirm.button}
            </button>
            <Link className="btn quiet" to="/channels">
              {page.confirm.notNow}
            </Link>
          </div>
        </Form>
      )}
      {page.next === null ? null : (
        <section className="next">
          <h2>{page.next.title}</h2>
          <Ways ways={page.next.ways} />
        </section>
      )}
      <Ways ways={page.ways} />
    </div>
  )
}

function AccountName({ account }: { account: AccountLine }) {
  return (
    <span className="account">
      <strong dir="auto">{account.name}</strong>
      {account.title === account.name ? null : <small>{account.title}</small>}
      {account.note === null ? null : <small className="account-note">{account.note}</small>}
    </span>
  )
}

function Ways({ ways }: { ways: Way[] }) {
  if (ways.length === 0) return null
  return (
    <div className="acts">
      {ways.map(({ label, href, primary }) => (
        <a key={label} className={primary ? 'btn primary' : 'btn'} href={href}>
          {label}
        </a>
      ))}
    </div>
  )
}
