/** The one button that undoes a deletion, and what it brings back. */
import type { WayBackView } from '../views/way-back.ts'

export function WayBack({ view }: { view: WayBackView }) {
  return (
    <form method="post" className="step stack">
      {view.creatorId === null ? null : <input type="hidden" name="creator" value={view.creatorId} />}
      <h2>{view.title}</h2>
      <p>{view.until}</p>
      <p>{view.what}</p>
      <div className="acts">
        <button className="btn primary big" type="submit" name="intent" value="keep">
          {view.keep}
        </button>
      </div>
    </form>
  )
}
