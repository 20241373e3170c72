/** Ways through the pretend TikTok, for the tests beside it. */
import { address, CALLBACK, type Driver, type Reply } from '../driving.ts'
import { personByKey } from '../people.ts'

export const CLIENT = { client_key: 'sandbox-tiktok', client_secret: 'sandbox-tiktok-secret' }
export const SCOPES = 'user.info.basic,user.info.profile,user.info.stats,video.list'

/** The TikTok account of one of the people, which the tests know to have one. */
export function tiktokOf(key: string) {
  const account = personByKey(key)?.tiktok[0]
  if (account === undefined) throw new Error(`${key} has no TikTok account`)
  return account
}

export function authorize(more: Record<string, string> = {}): string {
  return address('https://www.tiktok.com/v2/auth/authorize/', {
    client_key: CLIENT.client_key,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: SCOPES,
    state: 'st',
    ...more,
  })
}

export type TikTok = {
  exchange(back: URL, more?: Record<string, string>): Promise<Reply>
  refresh(token: string): Promise<Reply>
  connect(choice?: Record<string, unknown>, more?: Record<string, string>): Promise<Tokens>
  info(token: string, fields?: string): Promise<Reply>
  videos(token: string, body: unknown, fields?: string): Promise<Reply>
  settings(values: Record<string, unknown>): Promise<void>
}
export type Tokens = { access: string; refresh: string; body: Record<string, unknown> }

export function tokensIn(body: Record<string, unknown>): Tokens {
  return { access: String(body.access_token), refresh: String(body.refresh_token), body }
}

export function driveTikTok(d: Driver): TikTok {
  const exchange: TikTok['exchange'] = (back, more = {}) =>
    d.postForm('/open.tiktokapis.com/v2/oauth/token/', {
      ...CLIENT,
      grant_type: 'authorization_code',
      redirect_uri: CALLBACK,
      code: back.searchParams.get('code') ?? '',
      ...more,
    })
  return {
    exchange,
    refresh: (refresh_token) =>
      d.postForm('/open.tiktokapis.com/v2/oauth/token/', {
        ...CLIENT,
        grant_type: 'refresh_token',
        refresh_token,
      }),
    connect: async (choice = {}, more = {}) => {
      const back = await d.consent(authorize(more), { account: tiktokOf('lina').openId, ...choice })
      return tokensIn((await exchange(back)).body)
    },
    info: (token, fields = 'open_id,username,follower_count') =>
      d.get(address('/open.tiktokapis.com/v2/user/info/', { fields }), {
        authorization: `Bearer ${token}`,
      }),
    videos: (token, body, fields = 'id,create_time') =>
      d.postJson(address('/open.tiktokapis.com/v2/video/list/', { fields }), body, {
        authorization: `Bearer ${token}`,
      }),
    settings: async (values) => {
      const done = await d.send('PATCH', '/_sandbox/settings', values)
      if (done.status !== 200) throw new Error(done.text)
    },
  }
}
