/** Ways through the pretend Google, for the tests beside it. */
import { address, CALLBACK, type Driver, type Reply } from '../driving.ts'
import { personByKey } from '../people.ts'

export const READ = 'https://www.googleapis.com/auth/youtube.readonly'
export const REPORTS = 'https://www.googleapis.com/auth/yt-analytics.readonly'
export const MONEY = 'https://www.googleapis.com/auth/yt-analytics-monetary.readonly'
export const CLIENT = { client_id: 'sandbox-youtube', client_secret: 'sandbox-youtube-secret' }

/** The Google account of one of the people, which the tests know to have one. */
export function googleOf(key: string) {
  const account = personByKey(key)?.google[0]
  if (account === undefined) throw new Error(`${key} has no Google account`)
  return account
}

export function channelOf(key: string, at = 0) {
  const channel = googleOf(key).channels[at]
  if (channel === undefined) throw new Error(`${key} has no such channel`)
  return channel
}

export function authorize(more: Record<string, string> = {}): string {
  return address('https://accounts.google.com/o/oauth2/v2/auth', {
    client_id: CLIENT.client_id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: `${READ} ${REPORTS}`,
    access_type: 'offline',
    prompt: 'consent select_account',
    state: 'st',
    ...more,
  })
}

export type Google = {
  exchange(back: URL, more?: Record<string, string>): Promise<Reply>
  refresh(token: string, more?: Record<string, string>): Promise<Reply>
  connect(
    choice?: Record<string, unknown>,
    more?: Record<string, string>,
  ): Promise<{ access: string; refresh: string; body: Record<string, unknown> }>
  api(token: string, path: string, headers?: Record<string, string>): Promise<Reply>
  settings(values: Record<string, unknown>): Promise<void>
}

export function driveGoogle(d: Driver): Google {
  const exchange: Google['exchange'] = (back, more = {}) =>
    d.postForm('/oauth2.googleapis.com/token', {
      ...CLIENT,
      grant_type: 'authorization_code',
      redirect_uri: CALLBACK,
      code: back.searchParams.get('code') ?? '',
      ...more,
    })
  return {
    exchange,
    refresh: (refresh_token, more = {}) =>
      d.postForm('/oauth2.googleapis.com/token', {
        ...CLIENT,
        grant_type: 'refresh_token',
        refresh_token,
        ...more,
      }),
    connect: async (choice = {}, more = {}) => {
      const back = await d.consent(authorize(more), { account: channelOf('diego').sub, ...choice })
      const { body } = await exchange(back)
      return { access: String(body.access_token), refresh: String(body.refresh_token ?? ''), body }
    },
    api: (token, path, headers = {}) => d.get(path, { authorization: `Bearer ${token}`, ...headers }),
    settings: async (values) => {
      const done = await d.send('PATCH', '/_sandbox/settings', values)
      if (done.status !== 200) throw new Error(done.text)
    },
  }
}

/** The first reason of an API's error. */
export function reasonOf(reply: Reply): string | undefined {
  const error = (reply.body.error ?? {}) as { errors?: { reason: string }[] }
  return error.errors?.[0]?.reason
}
