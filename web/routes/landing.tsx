import { redirect } from 'react-router'
import { listPretendPeople } from '../../src/usecases/sandbox/pretend-people.ts'
import { appContext } from '../context.ts'
import { Badge } from '../parts/badge-plain.tsx'
import { Face } from '../parts/face.tsx'
import { People } from '../parts/people.tsx'
import { speakerFor } from '../speaking.ts'
import { peopleView } from '../views/people.ts'
import type { Route } from './+types/landing.ts'

export const handle = { wide: true }

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  if ((await app.signIn.person(request.headers)) !== null) throw redirect('/channels')
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const pretend = app.config.mode === 'sandbox' ? await listPretendPeople(app) : null
  return {
    pageTitle: `${app.config.platformName}: ${say('landing.title')}`,
    meta: say('landing.meta'),
    headline: say('landing.headline'),
    lede: say('landing.lede'),
    signIn: say('landing.sign_in'),
    create: say('landing.create'),
    promise: say('landing.promise'),
    points: (['see', 'back', 'quiet'] as const).map((name) => ({
      title: say(`landing.points.${name}_title`),
      text: say(`landing.points.${name}`),
    })),
    demo: {
      caption: say('landing.demo.caption'),
      tiktok: say('channels.network.tiktok'),
      instagram: say('channels.network.instagram'),
      happened: say('landing.demo.happened'),
      meaning: say('landing.demo.meaning'),
      badge: say('landing.demo.badge'),
      back: say('landing.demo.back'),
      backLine: say('landing.demo.back_line'),
      button: say('landing.demo.button'),
    },
    people:
      pretend === null
        ? null
        : {
            title: say('landing.sandbox_title'),
            lede: say('landing.sandbox_lede'),
            list: peopleView(pretend, speaker),
          },
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [
    { title: loaderData?.pageTitle ?? '' },
    { name: 'description', content: loaderData?.meta ?? '' },
    { property: 'og:title', content: loaderData?.pageTitle ?? '' },
    { property: 'og:description', content: loaderData?.meta ?? '' },
  ]
}

export default function Landing({ loaderData: page }: Route.ComponentProps) {
  const { demo } = page
  return (
    <>
      <section className="hero">
        <div>
          <h1>{page.headline}</h1>
          <p className="lede">{page.lede}</p>
          <div className="acts">
            <a className="btn primary big" href="/sign-in">
              {page.signIn}
            </a>
            <a className="btn quiet" href="/sign-up">
              {page.create}
            </a>
          </div>
        </div>
        <figure className="demo" aria-label={demo.caption}>
          <div className="card tone-act" aria-hidden="true">
            <Face face={{ initials: 'LK', hue: 5 }} network="tiktok" />
            <div className="card-body">
              <div className="who">
                <b>
                  <bdi>@lina.k</bdi>
                </b>
                <small>{demo.tiktok}</small>
                <Badge tone="act" text={demo.badge} />
              </div>
              <p className="told">{demo.happened}</p>
              <p className="told more">{demo.meaning}</p>
              <span className="btn primary">{demo.button}</span>
            </div>
          </div>
          <div className="card" aria-hidden="true">
            <Face face={{ initials: 'LK', hue: 0 }} network="instagram" />
            <div className="card-body">
              <div className="who">
                <b>
                  <bdi>@lina.k</bdi>
                </b>
                <small>{demo.instagram}</small>
                <Badge tone="ok" text={demo.back} />
              </div>
              <p className="told">{demo.backLine}</p>
            </div>
          </div>
        </figure>
      </section>
      {page.people === null ? null : (
        <section className="band" aria-labelledby="people-title">
          <h2 id="people-title">{page.people.title}</h2>
          <p className="lede">{page.people.lede}</p>
          <People people={page.people.list} heading="h3" />
        </section>
      )}
      <section className="points">
        {page.points.map(({ title, text }) => (
          <div key={title}>
            <h2>{title}</h2>
            <p>{text}</p>
          </div>
        ))}
      </section>
      <p className="promise">{page.promise}</p>
    </>
  )
}
