import type { App } from '../../src/app.ts'
import { type ProfileView, showProfile } from '../../src/usecases/insight/show-profile.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { Costs, ProfileSection, Who } from '../parts/profile-section.tsx'
import { speakerFor } from '../speaking.ts'
import { profilePage } from '../views/profile-page.ts'
import { documentReply, type Head } from './document.tsx'

/** Null where nobody has that handle. */
export async function profileDocument(
  app: App,
  request: Request,
  handle: string,
): Promise<{ reply: Response; stamp: string } | null> {
  const profile = await showProfile(app, { handle })
  if (profile === null) return null
  return { reply: drawProfile(app, speakerFor(app, request), profile), stamp: profile.stamp }
}

export function drawProfile(
  app: App,
  speaker: Speaker,
  profile: ProfileView,
  { framed = false }: { framed?: boolean } = {},
): Response {
  const page = profilePage(profile, speaker)
  const address = new URL(`/@${profile.creator.handle}`, app.config.publicUrl).href
  const head: Head = {
    title: page.pageTitle,
    description: page.description,
    address,
    picture: { href: `${address}/card.png`, alt: page.labels.cardAlt },
    facts: {
      '@context': 'https://schema.org',
      '@type': 'ProfilePage',
      url: address,
      mainEntity: { '@type': 'Person', ...page.facts, url: address },
    },
    findable: profile.creator.listed && !framed,
    framed,
  }
  return documentReply(app, speaker, {
    head,
    body: (
      <>
        <main id="content">
          <Who page={page} />
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
