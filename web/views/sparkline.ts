export type Sparkline = {
  width: number
  height: number
  lines: string[]
  /** Days that were read with none read beside them. */
  dots: string[]
  /** Runs of days that were not read. */
  gaps: { x: number; width: number }[]
}

const WIDTH = 560
const HEIGHT = 96
const EDGE = 6

/**
 * A line through daily values, broken and shaded where days were not read. The scale begins at the lowest value, so
 * nothing is filled below it: an area would say more than the numbers do.
 */
export function sparkline(values: readonly (number | null)[]): Sparkline {
  const read = values.filter((value) => value !== null)
  const low = Math.min(...read)
  const span = Math.max(...read) - low || 1
  const step = values.length > 1 ? (WIDTH - EDGE * 2) / (values.length - 1) : 0
  const xOf = (place: number) => round(EDGE + place * step)
  const runs: { x: number; y: number }[][] = [[]]
  const gaps: { from: number; to: number }[] = []
  values.forEach((value, place) => {
    if (value !== null) {
      const y = round(HEIGHT - EDGE - ((value - low) / span) * (HEIGHT - EDGE * 2))
      runs.at(-1)?.push({ x: xOf(place), y })
      return
    }
    const last = gaps.at(-1)
    if (last?.to === place - 1) last.to = place
    else gaps.push({ from: place, to: place })
    if (runs.at(-1)?.length !== 0) runs.push([])
  })
  const drawn = runs.filter((run) => run.length > 0)
  const path = (run: { x: number; y: number }[]) =>
    run.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  return {
    width: WIDTH,
    height: HEIGHT,
    lines: drawn.filter((run) => run.length > 1).map(path),
    dots: drawn.filter((run) => run.length === 1).map((run) => `${path(run)}h.01`),
    // From the last day that was read to the next.
    gaps: gaps.map(({ from, to }) => ({
      x: xOf(from - 1),
      width: round(xOf(to + 1) - xOf(from - 1)),
    })),
  }
}

/** Where a day stands on the line. */
export function placeOn(place: number, count: number): number {
  return count > 1 ? round(EDGE + (place * (WIDTH - EDGE * 2)) / (count - 1)) : EDGE
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
