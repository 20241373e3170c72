import type { App } from '../../src/app.ts'
import { POLICIES } from '../../src/domain/network.ts'
import { type CheckedChannel, checkKit, openKit } from '../../src/usecases/insight/kits.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { Costs, ProfileSection, Who } from '../parts/profile-section.tsx'
import { speakerFor } from '../speaking.ts'
import { profilePage } from '../views/profile-page.ts'
import { documentReply, type Head } from './document.tsx'

const HIDDEN: Omit<Head, 'title' | 'description'> = {
  address: null,
  picture: null,
  facts: null,
  findable: false,
}

export async function kitDocument(app: App, request: Request, token: string): Promise<Response> {
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const kit = await openKit(app, { token })
  if (kit === null) return gone(app, speaker, { title: say('kits.gone_title'), body: say('kits.gone') })
  const page = profilePage(kit.profile, speaker)
  const { name } = page
  const check = new URL(`/verify/${grouped(kit.code)}`, app.config.publicUrl).href
  return documentReply(app, speaker, {
    head: {
      ...HIDDEN,
      title: say('kits.kit_title', { name }),
      description: say('kits.kit_description', { name }),
    },
    body: (
      <>
        <main id="content">
          <Who page={page} />
          <aside className="seal" aria-labelledby="seal">
            <h2 id="seal">{say('kits.seal_title')}</h2>
            <p>
              {say('kits.seal', { made: speaker.day(kit.madeAt), now: speaker.moment(speaker.now) })}{' '}
              <a href={check}>
                <code>{check}</code>
              </a>
            </p>
            <small>{say('kits.seal_ends', { day: speaker.day(kit.expiresAt) })}</small>
          </aside>
          {page.sections.map((section) => (
            <ProfileSection key={section.key} section={section} labels={page.labels} />
          ))}
          <Costs page={page} />
        </main>
        <footer className="foot">
          <p>{page.footer}</p>
          <p>
            {page.madeWith} · {page.zone}
          </p>
        </footer>
      </>
    ),
  })
}

export async function checkDocument(app: App, request: Request, code: string): Promise<Response> {
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const kit = await checkKit(app, { code })
  if (kit === null) {
    return gone(app, speaker, { title: say('kits.check_gone_title'), body: say('kits.check_gone') })
  }
  const { name, handle } = kit.creator
  const title = say('kits.check_title', { name })
  return documentReply(app, speaker, {
    head: { ...HIDDEN, title, description: say('kits.check_description') },
    body: (
      <>
        <main id="content">
          <header>
            <h1 dir="auto">{title}</h1>
            <p className="m">
              {say('kits.check_lede', {
                made: speaker.day(kit.madeAt),
                now: speaker.moment(speaker.now),
              })}
            </p>
          </header>
          {kit.channels.length === 0 ? <p>{say('kits.check_none')}</p> : null}
          {kit.channels.map((channel) => (
            <Channel key={channel.channelId} channel={channel} speaker={speaker} />
          ))}
          <p>
            <a href={`/@${handle}`}>{say('kits.profile_link')}</a>
          </p>
        </main>
        <footer className="foot">
          <p>{say('kits.signed')}</p>
          <p>{say('profile.all_times', { zone: speaker.zoneName })}</p>
        </footer>
      </>
    ),
  })
}

const TONES = { unchanged: 'verified', changed: 'ageing', altered: 'ageing', paused: 'paused' } as const

function Channel({ channel, speaker }: { channel: CheckedChannel; speaker: Speaker }) {
  const { say } = speaker
  const standing =
    channel.kind !== 'paused'
      ? say(`kits.standing.${channel.kind}`)
      : channel.lastVerifiedAt === null
        ? say('kits.standing.paused_never')
        : say('kits.standing.paused', { date: speaker.day(channel.lastVerifiedAt) })
  return (
    <section className="pane" aria-labelledby={channel.channelId}>
      <header>
        <div>
          <h2 id={channel.channelId}>
            <bdi>{channel.name}</bdi> <small>{POLICIES[channel.network].name}</small>
          </h2>
          <p className={`st ${TONES[channel.kind]}`}>{standing}</p>
        </div>
      </header>
      {channel.kind === 'unchanged' || channel.kind === 'changed' ? (
        <table>
          <thead>
            <tr>
              <th scope="col">{say('kits.number')}</th>
              <th scope="col">{say('kits.in_kit')}</th>
              <th scope="col">{say('kits.now')}</th>
            </tr>
          </thead>
          <tbody>
            {channel.numbers.map(({ metric, said, now }) => (
              <tr key={metric}>
                <th scope="row">
                  {metric === 'followers'
                    ? say(`profile.audience_of.${channel.network}`)
                    : say(`profile.metric.${metric}`)}
                </th>
                <td>{speaker.number(said)}</td>
                <td>{now === null ? say('kits.not_given') : speaker.number(now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}

function gone(app: App, speaker: Speaker, { title, body }: { title: string; body: string }): Response {
  return documentReply(app, speaker, {
    status: 404,
    head: { ...HIDDEN, title, description: body },
    body: (
      <main id="content">
        <h1>{title}</h1>
        <p>{body}</p>
      </main>
    ),
  })
}

/** In fours, as it is printed and typed. */
function grouped(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code
}
