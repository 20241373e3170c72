/** Around every page of the settings: the list of them. */
import { NavLink, Outlet } from 'react-router'
import { appContext } from '../context.ts'
import { speakerFor } from '../speaking.ts'
import { settingsFrame } from '../views/settings.ts'
import type { Route } from './+types/settings-frame.ts'

export { Stumble as ErrorBoundary } from '../parts/stumble.tsx'

export function loader({ request, context }: Route.LoaderArgs) {
  return settingsFrame(speakerFor(context.get(appContext), request))
}

export default function SettingsFrame({ loaderData: frame }: Route.ComponentProps) {
  return (
    <div className="settings-frame">
      <nav className="settings-nav" aria-label={frame.nav}>
        {frame.pages.map(({ to, label }) => (
          <NavLink key={to} to={to} end={to === '/settings'}>
            {label}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </div>
  )
}
