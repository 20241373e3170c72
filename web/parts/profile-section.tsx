import type { BarsView, ChannelSection, GrowthView } from '../views/profile-page.ts'
import { Face } from './face.tsx'
import { Icon } from './icon.tsx'

type Labels = { numbers: string; audience: string; gaps: string }

/** One channel as brands see it: each number with its source and its time. */
export function ProfileSection({ section, labels }: { section: ChannelSection; labels: Labels }) {
  const { stamp } = section
  return (
    <section className={`channel ${stamp.kind}`} aria-labelledby={section.key}>
      <header>
        <Face face={section.face} network={section.network} />
        <div>
          <h2 id={section.key}>
            {section.name} <small>{section.networkName}</small>
          </h2>
          <p className={`stamp ${stamp.kind}`}>
            <Icon name={stamp.kind === 'verified' ? 'ok' : stamp.kind === 'soon' ? 'renew' : 'wait'} />
            {stamp.text}
          </p>
        </div>
        {section.visit === null ? null : (
          <a className="visit" href={section.visit.href} rel="noreferrer nofollow">
            {section.visit.label}
          </a>
        )}
      </header>
      {section.numbers.length === 0 ? null : (
        <dl className="numbers" aria-label={labels.numbers}>
          {section.numbers.map((number) => (
            <div key={number.key}>
              <dt>{number.label}</dt>
              <dd>
                <b>{number.value}</b>
                <small>
                  {number.source}, <time dateTime={number.machineAt}>{number.checked}</time>
                </small>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {section.growth === null ? null : <Growth growth={section.growth} />}
      {section.bars.length === 0 ? null : (
        <div className="audience">
          <h3>{labels.audience}</h3>
          <div className="bars-grid">
            {section.bars.map((bars) => (
              <Bars key={bars.key} bars={bars} />
            ))}
          </div>
        </div>
      )}
      {section.gaps.length === 0 ? null : (
        <details className="gaps">
          <summary>{labels.gaps}</summary>
          <ul>
            {section.gaps.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Growth({ growth }: { growth: GrowthView }) {
  const { line, table } = growth
  return (
    <figure className="growth">
      <figcaption>
        <h3>{growth.title}</h3>
        <p className="muted">{growth.summary}</p>
      </figcaption>
      <svg
        viewBox={`0 0 ${line.width} ${line.height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        {line.dots.map((path) => (
          <path key={path} className="growth-dot" d={path} />
        ))}
        {line.lines.map((path) => (
          <path key={path} className="growth-line" d={path} />
        ))}
      </svg>
      {growth.gapNote === null ? null : <p className="muted">{growth.gapNote}</p>}
      <details>
        <summary>{table.title}</summary>
        <table>
          <caption className="sr-only">{growth.caption}</caption>
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
    <div className="bars">
      <h4>{bars.title}</h4>
      <ul>
        {bars.parts.map(({ label, share, text }) => (
          <li key={label}>
            <span>{label}</span>
            <b>{text}</b>
            <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <rect className="bar-rest" width="100" height="4" />
              <rect className="bar" width={Math.max(1, Math.round(share * 1000) / 10)} height="4" />
            </svg>
          </li>
        ))}
      </ul>
      <small className="muted">{bars.source}</small>
    </div>
  )
}
