const PLACES = ['first', 'second', 'third', 'fourth']

/** Four cards' worth of paper while the real ones are on their way. */
export function Skeletons({ label }: { label: string }) {
  return (
    <div className="skeletons">
      <p className="sr-only" role="status">
        {label}
      </p>
      {PLACES.map((place) => (
        <div key={place} className="skeleton" aria-hidden="true">
          <i />
          <b />
          <s />
        </div>
      ))}
    </div>
  )
}
