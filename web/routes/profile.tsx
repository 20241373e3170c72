import { showProfile } from '../../src/usecases/insight/show-profile.ts'
import { appContext } from '../context.ts'
import { Face } from '../parts/face.tsx'
import { Icon } from '../parts/icon.tsx'
import { ProfileSection } from '../parts/profile-section.tsx'
import type { PageHandle } from '../root.tsx'
import { speakerFor } from '../speaking.ts'
import { profilePage } from '../views/profile-page.ts'
import type { Route } from './+types/profile.ts'

export const handle: PageHandle = { scriptless: true }

export async function loader({ request, params, context }: Route.LoaderArgs) {
  if (!params.handle.startsWith('@')) throw new Response(null, { status: 404 })
  const app = context.get(appContext)
  const profile = await showProfile(app, { handle: params.handle.slice(1).toLowerCase() })
  if (profile === null) throw new Response(null, { status: 404 })
  return profilePage(profile, speakerFor(app, request), new URL(request.url))
}

export function meta({ loaderData: page }: Route.MetaArgs) {
  if (page === undefined) return []
  return [
    { title: page.pageTitle },
    { name: 'description', content: page.description },
    { property: 'og:type', content: 'profile' },
    { property: 'og:title', content: page.pageTitle },
    { property: 'og:description', content: page.description },
    { property: 'og:url', content: page.address },
    { tagName: 'link', rel: 'canonical', href: page.address },
  ]
}

export default function Profile({ loaderData: page }: Route.ComponentProps) {
  return (
    <div className="profile">
      <header className="profile-head">
        <Face face={page.face} />
        <div>
          <h1>{page.name}</h1>
          <p className="muted">
            {page.handle}
            {page.place === null ? null : ` · ${page.place}`}
          </p>
        </div>
        {page.bio === '' ? null : <p className="bio">{page.bio}</p>}
        <p className={page.anyVerified ? 'verified-strip' : 'verified-strip none'}>
          <Icon name={page.anyVerified ? 'ok' : 'wait'} />
          {page.strip}
        </p>
      </header>
      {page.sections.map((section) => (
        <ProfileSection key={section.key} section={section} labels={page.labels} />
      ))}
      <footer className="profile-foot muted">
        <p>{page.footer}</p>
        <p>{page.zone}</p>
      </footer>
    </div>
  )
}
