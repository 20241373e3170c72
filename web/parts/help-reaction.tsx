import { MISSING_AT_MOST } from '../../src/domain/help/reaction.ts'
import type { ReactionView } from '../views/help-page.ts'
import { HelpFace } from './help-face.tsx'
import { Icon } from './icon.tsx'

/** Three faces as radio buttons; the question behind the unhappy ones appears without any script. */
export function HelpReaction({ reaction, action }: { reaction: ReactionView; action: string }) {
  return (
    <section className="reaction" id="reaction" aria-labelledby="reaction-title">
      <h2 id="reaction-title">{reaction.title}</h2>
      {reaction.thanks === null ? null : (
        <p className="reaction-thanks" role="status">
          <Icon name="ok" />
          {reaction.thanks}
        </p>
      )}
      {reaction.stuck === null ? null : (
        <p className="reaction-stuck">
          {reaction.stuck.text} <a href={reaction.stuck.chat.href}>{reaction.stuck.chat.label}</a>
        </p>
      )}
      <form method="post" action={action}>
        <fieldset aria-describedby={reaction.nothingChosen === null ? undefined : 'reaction-wrong'}>
          <legend className="sr-only">{reaction.title}</legend>
          {reaction.faces.map(({ face, label, chosen }) => (
            <label key={face} className={`face-choice ${face}`}>
              <input type="radio" name="face" value={face} required defaultChecked={chosen} />
              <HelpFace face={face} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        {reaction.nothingChosen === null ? null : (
          <p id="reaction-wrong" className="wrong" role="alert">
            {reaction.nothingChosen}
          </p>
        )}
        <div className="field reaction-missing">
          <label htmlFor="reaction-missing">{reaction.missing.label}</label>
          <textarea
            dir="auto"
            id="reaction-missing"
            name="missing"
            rows={3}
            maxLength={MISSING_AT_MOST}
            aria-describedby="reaction-hint"
            defaultValue={reaction.missing.text}
          />
          <small id="reaction-hint" className="muted">
            {reaction.missing.hint}
          </small>
        </div>
        <button className="btn" type="submit">
          {reaction.send}
        </button>
      </form>
    </section>
  )
}
