import type { StripView } from '../views/strip.ts'

export function SandboxStrip({ strip }: { strip: NonNullable<StripView> }) {
  return (
    <aside className="strip" aria-label={strip.label}>
      <p>
        <b>{strip.name}</b> <span className="strip-line">{strip.line}</span>
      </p>
      <a className="strip-clock" href="/sandbox/clock">
        {strip.clock}
      </a>
      <nav aria-label={strip.label}>
        {strip.links.map(({ label, href }) => (
          <a key={href} href={href}>
            {label}
          </a>
        ))}
      </nav>
    </aside>
  )
}
