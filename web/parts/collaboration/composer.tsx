import '../../collaboration.css'
import '../../stamp.css'
import type { ReactNode } from 'react'
import type { ComposerView } from '../../views/proposal-composer.ts'
import { Choice } from '../choice.tsx'
import { Field } from '../field.tsx'
import { Icon } from '../icon.tsx'

/** Fields for terms, each with its hint and with what is wrong with it. The form around them is the page's. */
export function TermsFields({ form, children }: { form: ComposerView; children?: ReactNode }) {
  const { given, labels, wrong } = form
  return (
    <>
      {form.wrongTitle === null ? null : (
        <p className="notice bad" role="alert">
          {form.wrongTitle}
        </p>
      )}
      <Field
        name="title"
        label={labels.title}
        hint={labels.titleHint}
        defaultValue={given.title}
        wrong={wrong.title ?? null}
      />
      <Area
        name="brief"
        rows={7}
        label={labels.brief}
        hint={labels.briefHint}
        value={given.brief}
        wrong={wrong.brief}
      />
      <Area
        name="deliverables"
        rows={4}
        label={labels.deliverables}
        hint={labels.deliverablesHint}
        value={given.deliverables}
        wrong={wrong.deliverables}
      />
      <div className="terms-pair">
        <Field
          name="budget"
          label={labels.budget}
          hint={labels.budgetHint}
          defaultValue={given.budget}
          inputMode="decimal"
          wrong={wrong.budget ?? null}
        />
        <Choice
          name="currency"
          label={labels.currency}
          options={form.currencies}
          defaultValue={given.currency}
        />
      </div>
      <div className="terms-pair even">
        <Field
          name="startsOn"
          type="date"
          label={labels.startsOn}
          min={form.today}
          defaultValue={given.startsOn}
          wrong={wrong.startsOn ?? null}
        />
        <Field
          name="endsOn"
          type="date"
          label={labels.endsOn}
          min={form.today}
          defaultValue={given.endsOn}
          wrong={wrong.endsOn ?? null}
        />
      </div>
      <fieldset className="terms-channels" aria-describedby="channels-hint">
        <legend>{labels.channels}</legend>
        <p id="channels-hint" className="muted">
          {form.noChannels ?? labels.channelsHint}
        </p>
        {wrong.channels === undefined ? null : <p className="wrong">{wrong.channels}</p>}
        {form.channels.map((channel) => (
          <label key={channel.id} className="choice">
            <input type="checkbox" name="channels" value={channel.id} defaultChecked={channel.chosen} />
            <span>
              <b>{channel.name}</b>
              <small className={channel.verified ? 'stamp' : 'stamp paused'}>
                <Icon name={channel.verified ? 'ok' : 'wait'} />
                {channel.status}
              </small>
              {channel.care === null ? null : <small className="muted">{channel.care}</small>}
            </span>
          </label>
        ))}
      </fieldset>
      {children}
    </>
  )
}

function Area(area: {
  name: string
  rows: number
  label: string
  hint: string
  value: string
  wrong: string | undefined
}) {
  const { name } = area
  return (
    <div className="field">
      <label htmlFor={name}>{area.label}</label>
      <textarea
        dir="auto"
        id={name}
        name={name}
        rows={area.rows}
        className="area"
        defaultValue={area.value}
        aria-describedby={area.wrong === undefined ? `${name}-hint` : `${name}-hint ${name}-wrong`}
        aria-invalid={area.wrong === undefined ? undefined : true}
      />
      <small id={`${name}-hint`} className="muted">
        {area.hint}
      </small>
      {area.wrong === undefined ? null : (
        <small id={`${name}-wrong`} className="wrong">
          {area.wrong}
        </small>
      )}
    </div>
  )
}
