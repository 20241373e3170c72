/** What a profile and a kit have in common: one card for each channel. */

import type { BarsView, ChannelSection, GrowthView, ProfilePage } from '../views/profile-page.ts'
import { Icon } from './icon.tsx'
import { NetworkIcon } from './network-icon.tsx'

export function Who({ page }: { page: ProfilePage }) {
  return (
    <header className="who">
      <span className="face" aria-hidden="true">
        {page.face.initials}
      </span>
      <div>
        <h1>
          <bdi>{page.name}</bdi>
        </h1>
        <p className="m">{page.about}</p>
      </div>
      {page.bio === '' ? null : (
        <p className="bio" dir="auto">
          {page.bio}
        </p>
      )}
      {page.categories.length === 0 ? null : (
        <ul className="tags">
          {page.categories.map((category) => (
            <li key={category}>{category}</li>
          ))}
        </ul>
      )}
      {page.links.length === 0 ? null : (
        <p className="links">
          <small>{page.labels.links}:</small>
          {page.links.map(({ label, href }) => (
            <a key={href} href={href} rel="nofollow ugc noreferrer noopener" dir="auto">
              {label}
            </a>
          ))}
        </p>
      )}
      <p className={page.anyVerified ? 'strip' : 'strip none'}>
        <I name={page.anyVerified ? 'ok' : 'wait'} />
        {page.strip}
      </p>
    </header>
  )
}

function I({ name }: { name: 'ok' | 'wait' | 'renew' }) {
  return (
    <span className="i">
      <Icon name={name} />
    </span>
  )
}

const STAMP_ICONS = { verified: 'ok', ageing: 'renew', soon: 'renew', paused: 'wait' } as const

export function ProfileSection({
  section,
  labels,
}: {
  section: ChannelSection
  labels: ProfilePage['labels']
}) {
  const { stamp, rates } = section
  return (
    <section className="pane" aria-labelledby={section.key}>
      <header>
        <span className="g">
          <NetworkIcon network={section.network} />
        </span>
        <div>
          <h2 id={section.key}>
            <bdi>{section.name}</bdi> <small>{section.networkName}</small>
          </h2>
          <p className={`st ${stamp.kind}`}>
            <I name={STAMP_ICONS[stamp.kind]} />
            {stamp.text}
          </p>
        </div>
        {section.visit === null ? null : (
          <a className="noprint" href={section.visit.href} rel="noreferrer nofollow">
            {section.visit.label}
          </a>
        )}
      </header>
      {section.numbers.length === 0 ? null : (
        <dl className="nums" aria-label={labels.numbers}>
          {section.numbers.map((number) => (
            <div key={number.key}>
              <dt>{number.label}</dt>
              <dd>
                <b>{number.value}</b>
                <small>
                  {number.source} <time dateTime={number.machineAt}>{number.checked}</time>
                </small>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {rates === null ? null : (
        <div className="sec">
          <h3>{rates.title}</h3>
          {rates.instead === null ? null : <p className="m">{rates.instead}</p>}
          {rates.list.length === 0 ? null : (
            <ul className="rt">
              {rates.list.map((rate) => (
                <li key={rate.key}>
                  {rate.label}
                  {rate.value === null ? null : <b>{rate.value}</b>}
                  <small>
                    {rate.value === null ? '' : `${rates.source}: `}
                    {rate.formula}
                  </small>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      {section.growth === null ? null : <Growth growth={section.growth} />}
      {section.bars.length === 0 ? null : (
        <div className="sec">
          <h3>{labels.audience}</h3>
          <div className="au">
            {section.bars.map((bars) => (
              <Bars key={bars.key} bars={bars} />
            ))}
          </div>
        </div>
      )}
      {section.posts.length === 0 ? null : (
        <div className="sec">
          <h3>{labels.posts}</h3>
          <ul className="po">
            {section.posts.map((post) => (
              <li key={post.key}>
                <span className="t">
                  <bdi>
                    {post.href === null ? (
                      post.title
                    ) : (
                      <a href={post.href} rel="noreferrer nofollow">
                        {post.title}
                      </a>
                    )}
                  </bdi>
                </span>
                <small>
                  {post.kind} · <time dateTime={post.machineAt}>{post.day}</time>
                  <br />
                  {post.numbers}
                </small>
              </li>
            ))}
          </ul>
        </div>
      )}
      {section.gaps.length === 0 && section.meanings.length === 0 ? null : (
        <div className="sec">
          {section.gaps.length === 0 ? null : (
            <details>
              <summary>{labels.gaps}</summary>
              <ul>
                {section.gaps.map((gap) => (
                  <li key={gap}>{gap}</li>
                ))}
              </ul>
            </details>
          )}
          {section.meanings.length === 0 ? null : (
            <details>
              <summary>{labels.meanings}</summary>
              <ul>
                {section.meanings.map(({ text, href }) => (
                  <li key={text}>
                    <a href={href} rel="noreferrer nofollow">
                      {text}
                    </a>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
    </section>
  )
}

function Growth({ growth }: { growth: GrowthView }) {
  const { line, table, ends } = growth
  return (
    <figure className="sec">
      <figcaption>
        <h3>{growth.title}</h3>
        <small>{growth.summary}</small>
      </figcaption>
      <div className="ch" aria-hidden="true">
        <svg
          viewBox={`0 0 ${line.width} ${line.height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          focusable="false"
        >
          {line.gaps.map(({ x, width }) => (
            <rect key={x} className="gp" x={x} y="0" width={width} height={line.height} />
          ))}
          {growth.marks.map((x) => (
            <line key={x} className="mk" x1={x} x2={x} y1="0" y2={line.height} />
          ))}
          {line.dots.map((path) => (
            <path key={path} className="dt" d={path} />
          ))}
          {line.lines.map((path) => (
            <path key={path} className="ln" d={path} />
          ))}
        </svg>
        <small className="hi">{ends.high}</small>
        <small className="lo">{ends.low}</small>
        <small className="ends">
          <bdi>{ends.first}</bdi>
          <bdi>{ends.last}</bdi>
        </small>
      </div>
      {growth.notes.map(({ text, link }, place) => (
        <small key={text}>
          {place === 0 && line.gaps.length > 0 ? <span className="key" /> : null}
          {text}
          {link === null ? null : (
            <>
              {' '}
              <a href={link.href} rel="noreferrer nofollow">
                {link.label}
              </a>
            </>
          )}
        </small>
      ))}
      <details>
        <summary>{table.title}</summary>
        <table>
          <caption className="sr">{growth.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{table.day}</th>
              <th scope="col">{table.followers}</th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ day, value }) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

function Bars({ bars }: { bars: BarsView }) {
  return (
    <div>
      <h4>{bars.title}</h4>
      <ul>
        {bars.parts.map(({ label, share, text }) => (
          <li key={label}>
            <bdi>{label}</bdi>
            <b>{text}</b>
            <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <rect className="br" width="100" height="4" />
              <rect className="bf" width={Math.max(1, Math.round(share * 1000) / 10)} height="4" />
            </svg>
          </li>
        ))}
      </ul>
      <small>{bars.source}</small>
    </div>
  )
}

export function Costs({ page }: { page: ProfilePage }) {
  if (page.rates.length === 0) return null
  return (
    <section className="pane" aria-labelledby="rates">
      <h2 id="rates">{page.labels.rates}</h2>
      <dl className="nums">
        {page.rates.map(({ what, range }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <b>{range}</b>
              <small dir="auto">{page.labels.addedBy}</small>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
