/** Who is looking, and for which creator: found once a request, before any page asks. */
import { createContext, type MiddlewareFunction, type RouterContextProvider, redirect } from 'react-router'
import type { App } from '../src/app.ts'
import { type CompanyMembership, companiesOf } from '../src/usecases/brand/companies-of.ts'
import { type ChannelsView, listChannels } from '../src/usecases/channel/list-channels.ts'
import { creatorsOf } from '../src/usecases/person/creators-of.ts'
import { isOperator } from '../src/usecases/person/is-operator.ts'
import { undoable } from '../src/usecases/person/undo-deletion.ts'
import { type Roles, rolesOf } from '../src/usecases/team/roles.ts'
import { appContext } from './context.ts'
import { cookieOf } from './cookies.ts'
import { readerContext } from './reader.ts'

type Context = Readonly<RouterContextProvider>
export type Person = NonNullable<Awaited<ReturnType<App['signIn']['person']>>>
export type Creator = Awaited<ReturnType<typeof creatorsOf>>[number]
export type Member = {
  person: Person
  creator: Creator
  creators: Creator[]
  /** The companies they look for creators for. */
  companies: CompanyMembership[]
  /** Asked for at most once a request, however many parts of the page show it. */
  channels(): Promise<ChannelsView>
}

const memberContext = createContext<Member>()

/** For pages of a member: others are sent to sign in, or to found a profile first. */
export const membersOnly: MiddlewareFunction<Response> = async ({ request, context }) => {
  const app = context.get(appContext)
  const person = await context.get(readerContext).person()
  if (person === null) throw redirect(signInAddress(request))
  const [creators, companies] = await Promise.all([
    creatorsOf(app, { userId: person.userId }),
    companiesOf(app, { userId: person.userId }),
  ])
  const wanted = cookieOf(request, 'creator')
  const creator = creators.find(({ id }) => id === wanted) ?? creators[0]
  if (creator === undefined) throw redirect(await homeWithoutProfile(app, person, companies.length > 0))
  let channels: Promise<ChannelsView> | null = null
  context.set(memberContext, {
    person,
    creator,
    creators,
    companies,
    channels() {
      channels ??= listChannels(app, { creatorId: creator.id })
      return channels
    },
  })
}

/** A profile that can still be brought back comes before a new one. */
async function homeWithoutProfile(app: App, person: Person, looks: boolean): Promise<string> {
  if (looks) return BRAND_HOME
  return (await undoable(app, person)).length > 0 ? '/deleted' : '/welcome'
}

/** Where somebody who looks for creators begins. */
export const BRAND_HOME = '/brand/discover'

export type Brand = {
  person: Person
  company: CompanyMembership
  companies: CompanyMembership[]
  creators: Creator[]
}

const brandContext = createContext<Brand>()

/** For pages of a company: others are sent to sign in, or to open a company's account first. */
export const brandsOnly: MiddlewareFunction<Response> = async ({ request, context }) => {
  const app = context.get(appContext)
  const person = await app.signIn.person(request.headers)
  if (person === null) throw redirect(signInAddress(request))
  const [companies, creators] = await Promise.all([
    companiesOf(app, { userId: person.userId }),
    creatorsOf(app, { userId: person.userId }),
  ])
  const wanted = cookieOf(request, 'company')
  const company = companies.find(({ id }) => id === wanted) ?? companies[0]
  if (company === undefined) throw redirect('/brand/sign-up')
  context.set(brandContext, { person, company, companies, creators })
}

/** Who is looking for creators, and for which company. Only under `brandsOnly`. */
export function brandOf(context: Context): Brand {
  return context.get(brandContext)
}

/** Whether somebody looks for creators and has no profile of their own. */
export async function looksOnly(app: App, person: Person): Promise<boolean> {
  const creators = await creatorsOf(app, { userId: person.userId })
  return creators.length === 0 && (await companiesOf(app, { userId: person.userId })).length > 0
}

/** The channels of whoever reads a public page, of the profile they work for; null for everybody else. */
export async function readerChannels(request: Request, app: App): Promise<ChannelsView['cards'] | null> {
  const person = await app.signIn.person(request.headers)
  if (person === null) return null
  const creators = await creatorsOf(app, { userId: person.userId })
  const wanted = cookieOf(request, 'creator')
  const creator = creators.find(({ id }) => id === wanted) ?? creators[0]
  return creator === undefined ? null : (await listChannels(app, { creatorId: creator.id })).cards
}

/**
 * For pages of the team: to everybody else there is nothing at that address. Asked by the page's loader, because what
 * stands around a page that is not there is loaded beside it, and after what comes before all loaders.
 */
export async function operatorsOnly(request: Request, context: Context): Promise<void> {
  const app = context.get(appContext)
  const person = await context.get(readerContext).person()
  if (person === null) throw redirect(signInAddress(request))
  if (!(await isOperator(app, { person }))) throw new Response(null, { status: 404 })
}

export type Somebody = {
  person: Person
  creators: Creator[]
  creator: Creator | null
  companies: CompanyMembership[]
  roles: Roles
}

const somebodyContext = createContext<Somebody>()

/** For pages of everybody who is signed in, with a profile or without. */
export const signedInOnly: MiddlewareFunction<Response> = async ({ request, context }) => {
  const app = context.get(appContext)
  const somebody = await somebodyFor(app, request)
  if (somebody === null) throw redirect(signInAddress(request))
  context.set(somebodyContext, somebody)
}

/** Null where nobody is signed in. */
export async function somebodyFor(app: App, request: Request): Promise<Somebody | null> {
  const person = await app.signIn.person(request.headers)
  if (person === null) return null
  const [creators, companies, roles] = await Promise.all([
    creatorsOf(app, { userId: person.userId }),
    companiesOf(app, { userId: person.userId }),
    rolesOf(app, person),
  ])
  const wanted = cookieOf(request, 'creator')
  const creator = creators.find(({ id }) => id === wanted) ?? creators[0] ?? null
  return { person, creators, creator, companies, roles }
}

export function somebodyOf(context: Context): Somebody {
  return context.get(somebodyContext)
}

export function memberOf(context: Context): Member {
  return context.get(memberContext)
}

/** Remembers for which of their profiles somebody is working. */
export function creatorCookie(app: App, creatorId: string): string {
  return rememberedFor(app, 'creator', creatorId)
}

/** Remembers for which of their companies somebody is looking. */
export function companyCookie(app: App, companyId: string): string {
  return rememberedFor(app, 'company', companyId)
}

function rememberedFor(app: App, name: 'creator' | 'company', id: string): string {
  const secure = app.config.publicUrl.protocol === 'https:' ? '; Secure' : ''
  return `${name}=${encodeURIComponent(id)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000${secure}`
}

/** Pages that only exist while everything is pretended. */
export function sandboxOnly(app: App): void {
  if (app.config.mode !== 'sandbox') throw new Response(null, { status: 404 })
}

/** A path of ours to go to afterwards; anything else becomes the Channels page, or what is named instead. */
export function pathAfter(text: string | null, instead = '/channels'): string {
  return text !== null && /^\/(?![/\\])[\w\-./?=&@%+]*$/.test(text) ? text : instead
}

/** Where a person goes on once they have signed in: with the same page of the same channel, also where it was its form. */
function signInAddress(request: Request): string {
  const { pathname, search } = new URL(request.url)
  const path = `${pathname.replace(/\.data$/, '')}${searchOf(search)}`
  // Not every address that takes a form is a page.
  const isPage = request.method === 'GET' || path.startsWith('/channels/')
  return !isPage || path === '/channels' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
}

/** Without what the framework's script added for itself. */
function searchOf(search: string): string {
  const query = new URLSearchParams(search)
  query.delete('_routes')
  return query.size === 0 ? '' : `?${query}`
}
