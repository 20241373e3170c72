import { useEffect, useRef } from 'react'
import { data, Form, Link, redirect, useNavigation } from 'react-router'
import { editProfile, profileToEdit } from '../../src/usecases/insight/edit-profile.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Field } from '../parts/field.tsx'
import { isUnreached, orUnreached } from '../parts/unreached.ts'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { editorPage, formOf, mistakeWords } from '../views/profile-editor.ts'
import type { Route } from './+types/profile-editor.ts'
import '../profile-editor.css'

const LARGEST_FORM = 64 * 1024

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const profile = await profileToEdit(app, { creatorId: memberOf(context).creator.id })
  if (profile === null) throw new Response(null, { status: 404 })
  const speaker = speakerFor(app, request)
  const saved = new URL(request.url).searchParams.has('saved')
  return { ...editorPage(profile, speaker), saved: saved ? speaker.say('profileEditor.saved') : null }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { creator } = memberOf(context)
  const form = await boundedForm(request, LARGEST_FORM)
  if (form === null) throw new Response(null, { status: 413 })
  const version = Number(textOf(form, 'version'))
  const done = await editProfile(app, {
    creatorId: creator.id,
    version: Number.isSafeInteger(version) ? version : -1,
    form: formOf(form),
  })
  const speaker = speakerFor(app, request)
  const { handle } = creator
  switch (done.kind) {
    case 'saved':
      return redirect('/profile?saved=yes', 303)
    case 'mistakes': {
      const page = editorPage({ fields: done.fields, version, handle }, speaker)
      return data({ page, wrong: mistakeWords(done.mistakes, speaker), theirs: null }, { status: 422 })
    }
    case 'changed_meanwhile': {
      const page = editorPage({ fields: done.fields, version: done.now.version, handle }, speaker)
      const { name, bio, place } = done.now.fields
      const theirs = {
        title: speaker.say('profileEditor.meanwhile_title'),
        body: speaker.say('profileEditor.meanwhile'),
        lines: [name, place, bio].filter((line) => line !== null && line !== ''),
      }
      return data({ page, wrong: null, theirs }, { status: 409 })
    }
    case 'unknown_creator':
      throw new Response(null, { status: 404 })
    default:
      return done satisfies never
  }
}

export function clientAction({ serverAction }: Route.ClientActionArgs) {
  return orUnreached(() => serverAction())
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

const PREVIEW = 'profile-preview'

export default function ProfileEditor({ loaderData, actionData }: Route.ComponentProps) {
  const { state } = useNavigation()
  const answer = isUnreached(actionData) ? undefined : actionData
  const page = answer?.page ?? loaderData
  const wrong = answer?.wrong ?? null
  const theirs = answer?.theirs ?? null
  const { form, soon } = useLivePreview()
  return (
    <div className="editor">
      <div className="editor-form">
        <header className="page-head">
          <h1>{page.title}</h1>
          <p className="lede">{page.lede}</p>
          <p>
            <a href={page.view.href}>{page.view.label}</a> ·{' '}
            <Link to={page.kits.href}>{page.kits.label}</Link>
          </p>
        </header>
        <p role="status" className={loaderData.saved === null || actionData ? 'sr-only' : 'notice'}>
          {actionData ? null : loaderData.saved}
        </p>
        {isUnreached(actionData) ? (
          <p className="notice bad" role="alert">
            {loaderData.unreached}
          </p>
        ) : null}
        {wrong === null ? null : (
          <div className="notice" role="alert">
            <b>{wrong.summary}</b>
            <ul>
              {wrong.list.map(({ field, text }) => (
                <li key={field}>{text}</li>
              ))}
            </ul>
          </div>
        )}
        {theirs === null ? null : (
          <div className="notice" role="alert">
            <b>{theirs.title}</b>
            <p>{theirs.body}</p>
            <blockquote dir="auto">
              {theirs.lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </blockquote>
          </div>
        )}
        <Form
          method="post"
          action="/profile"
          ref={form}
          className="settings"
          key={page.version}
          onChange={soon}
          preventScrollReset={wrong === null}
        >
          <input type="hidden" name="version" value={page.version} />
          <fieldset className="step">
            <legend>{page.about}</legend>
            <Field
              name="name"
              label={page.name.label}
              defaultValue={page.name.value}
              required
              wrong={wrong?.at.name ?? null}
            />
            <div className="field">
              <label htmlFor="bio">{page.bio.label}</label>
              <textarea
                id="bio"
                name="bio"
                rows={4}
                dir="auto"
                defaultValue={page.bio.value}
                aria-describedby="bio-hint"
                aria-invalid={wrong?.at.bio === undefined ? undefined : true}
              />
              <small id="bio-hint" className={wrong?.at.bio === undefined ? 'muted' : 'wrong'}>
                {wrong?.at.bio ?? page.bio.hint}
              </small>
            </div>
            <Field
              name="place"
              label={page.place.label}
              defaultValue={page.place.value}
              wrong={wrong?.at.place ?? null}
            />
            <Choice name="country" {...page.country} wrong={wrong?.at.country ?? null} />
          </fieldset>
          <fieldset className="step">
            <legend>{page.languages.title}</legend>
            {page.languages.chosen.map(({ label, value }, place) => (
              <Choice
                key={label}
                name="language"
                id={`language-${place}`}
                label={label}
                value={value}
                none={page.languages.none}
                options={page.languages.options}
                wrong={place === 0 ? (wrong?.at.languages ?? null) : null}
              />
            ))}
          </fieldset>
          <fieldset className="step" aria-describedby="categories-hint">
            <legend>{page.categories.title}</legend>
            <div className="ticks">
              {page.categories.options.map((option) => (
                <Tick key={option.value} name="category" {...option} />
              ))}
            </div>
            <small id="categories-hint" className={wrong?.at.categories === undefined ? 'muted' : 'wrong'}>
              {wrong?.at.categories ?? page.categories.hint}
            </small>
          </fieldset>
          <fieldset className="step">
            <legend>{page.visibility.title}</legend>
            <Tick name="listed" value="on" {...page.visibility.listed} />
            <div className="ticks">
              {page.visibility.blocks.map((block) => (
                <Tick key={block.value} name="shown" {...block} />
              ))}
            </div>
          </fieldset>
          <fieldset className="step">
            <legend>{page.links.title}</legend>
            {page.links.rows.map(({ key, label, url }) => (
              <div className="pair" key={key}>
                <Field name={`link-label-${key}`} label={label.label} defaultValue={label.value} />
                <Field
                  name={`link-url-${key}`}
                  label={url.label}
                  defaultValue={url.value}
                  wrong={key === 0 ? (wrong?.at.links ?? null) : null}
                />
              </div>
            ))}
          </fieldset>
          <fieldset className="step" aria-describedby="rates-hint">
            <legend>{page.rates.title}</legend>
            <small id="rates-hint" className={wrong?.at.rates === undefined ? 'muted' : 'wrong'}>
              {wrong?.at.rates ?? page.rates.hint}
            </small>
            <Choice
              name="currency"
              label={page.rates.currency.label}
              value={page.rates.currency.value}
              none={null}
              options={page.rates.currency.options.map((value) => ({ value, label: value }))}
              wrong={null}
            />
            {page.rates.rows.map(({ what, from, to }) => (
              <div className="pair" key={what}>
                <Field name={`rate-from-${what}`} label={from.label} defaultValue={from.value} />
                <Field name={`rate-to-${what}`} label={to.label} defaultValue={to.value} />
              </div>
            ))}
          </fieldset>
          <div className="acts">
            <button className="btn primary big" type="submit" aria-disabled={state !== 'idle'}>
              {state === 'submitting' ? page.saving : page.save}
            </button>
            {/* The browser itself sends this one into the frame, with or without scripts. */}
            <button
              className="btn"
              type="submit"
              formAction="/profile/preview"
              formTarget={PREVIEW}
              data-preview=""
              onClick={sendByBrowser}
            >
              {page.preview.button}
            </button>
          </div>
        </Form>
      </div>
      <section className="editor-preview" aria-labelledby="preview-title">
        <h2 id="preview-title">{page.preview.title}</h2>
        <p className="muted">{page.preview.hint}</p>
        <iframe name={PREVIEW} title={page.preview.title} src="/profile/preview" />
      </section>
    </div>
  )
}

/** Past the router, which would take the form for itself. */
function sendByBrowser(event: React.MouseEvent<HTMLButtonElement>): void {
  const { form } = event.currentTarget
  if (form === null) return
  event.preventDefault()
  sendPreview(form)
}

function sendPreview(form: HTMLFormElement): void {
  const [action, target] = [form.getAttribute('action'), form.getAttribute('target')]
  form.action = '/profile/preview'
  form.target = PREVIEW
  HTMLFormElement.prototype.submit.call(form)
  form.setAttribute('action', action ?? '/profile')
  if (target === null) form.removeAttribute('target')
}

const QUIET_MS = 600

/** What is written shows itself in the frame as soon as the keys rest. */
function useLivePreview() {
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    form,
    soon() {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        if (form.current !== null) sendPreview(form.current)
      }, QUIET_MS)
    },
  }
}

function Tick(tick: { name: string; value: string; label: string; hint?: string; on: boolean }) {
  const hint = tick.hint === undefined ? undefined : `${tick.name}-hint`
  return (
    <label className="tick">
      <input
        type="checkbox"
        name={tick.name}
        value={tick.value}
        defaultChecked={tick.on}
        aria-describedby={hint}
      />
      <span>
        {tick.label}
        {hint === undefined ? null : (
          <small id={hint} className="muted">
            {tick.hint}
          </small>
        )}
      </span>
    </label>
  )
}

function Choice(choice: {
  name: string
  id?: string
  label: string
  value: string
  none: string | null
  options: { value: string; label: string }[]
  wrong: string | null
}) {
  const { id = choice.name } = choice
  return (
    <div className="field">
      <label htmlFor={id}>{choice.label}</label>
      <span className="input">
        <select
          id={id}
          name={choice.name}
          defaultValue={choice.value}
          aria-describedby={choice.wrong === null ? undefined : `${id}-wrong`}
          aria-invalid={choice.wrong === null ? undefined : true}
        >
          {choice.none === null ? null : <option value="">{choice.none}</option>}
          {choice.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </span>
      {choice.wrong === null ? null : (
        <small id={`${id}-wrong`} className="wrong">
          {choice.wrong}
        </small>
      )}
    </div>
  )
}
