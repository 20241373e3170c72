import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'

/** Every page of the product; one line each. */
export default [
  layout('routes/public.tsx', [
    layout('routes/in-shell.tsx', { id: 'in-public' }, [
      index('routes/landing.tsx'),
      route('sign-in', 'routes/sign-in.tsx'),
      route('sign-up', 'routes/sign-up.tsx'),
      route('welcome', 'routes/welcome.tsx'),
      route('help', 'routes/help.tsx'),
      route('help/collections/:collection', 'routes/help-collection.tsx'),
      route('help/:slug', 'routes/help-article.tsx'),
      route('team/help', 'routes/team-help.tsx'),
      route('connect/problem/:kind', 'routes/connect-problem.tsx'),
      route('deletion/:code', 'routes/deletion.tsx'),
      route('unsubscribe/:token', 'routes/unsubscribe.tsx'),
      route('sandbox/people', 'routes/sandbox-people.tsx'),
      route('sandbox/mailbox', 'routes/sandbox-mailbox.tsx'),
      route('sandbox/mailbox/:id', 'routes/sandbox-mail.tsx'),
      route('sandbox/clock', 'routes/sandbox-clock.tsx'),
      route(':handle', 'routes/profile.tsx'),
      route('*', 'routes/not-found.tsx'),
    ]),
  ]),
  layout('routes/members.tsx', [
    layout('routes/in-shell.tsx', { id: 'in-members' }, [
      route('channels', 'routes/channels.tsx'),
      route('channels/connect/:network', 'routes/connect.tsx'),
      route('channels/result/:id', 'routes/result.tsx'),
      route('channels/:id', 'routes/history.tsx'),
      route('channels/:id/off', 'routes/turn-off.tsx'),
      route('notifications', 'routes/notifications.tsx'),
      route('settings/notifications', 'routes/notification-settings.tsx'),
    ]),
  ]),
  route('channels/:id/check', 'routes/check.tsx'),
  route('channels/:id/reconnect', 'routes/reconnect.tsx'),
  route('choose-creator', 'routes/choose-creator.tsx'),
  route('llms.txt', 'routes/llms.ts'),
  route('sitemap.xml', 'routes/sitemap.ts'),
  route('sign-out', 'routes/sign-out.tsx'),
  route('away', 'routes/away.tsx'),
  route('sandbox/mailbox/:id/frame', 'routes/sandbox-mail-frame.tsx'),
] satisfies RouteConfig
