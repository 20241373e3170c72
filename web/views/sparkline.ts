export type Sparkline = {
  width: number
  height: number
  lines: string[]
  /** Days that were read with none read beside them. */
  dots: string[]
}

const WIDTH = 560
const HEIGHT = 96
const EDGE = 6

/**
 * A line through daily values, broken where a day was not read. The scale begins at the lowest value, so nothing
 * is filled below it: an area would say more than the numbers do.
 */
export function sparkline(values: readonly (number | null)[]): Sparkline {
  const read = values.filter((value) => value !== null)
  const low = Math.min(...read)
  const span = Math.max(...read) - low || 1
  const step = values.length > 1 ? (WIDTH - EDGE * 2) / (values.length - 1) : 0
  const points = values.map((value, place) =>
    value === null
      ? null
      : {
          x: round(EDGE + place * step),
          y: round(HEIGHT - EDGE - ((value - low) / span) * (HEIGHT - EDGE * 2)),
        },
  )
  const runs: { x: number; y: number }[][] = [[]]
  for (const point of points) {
    if (point === null) runs.push([])
    else runs.at(-1)?.push(point)
  }
  const drawn = runs.filter((run) => run.length > 0)
  const path = (run: { x: number; y: number }[]) =>
    run.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  return {
    width: WIDTH,
    height: HEIGHT,
    lines: drawn.filter((run) => run.length > 1).map(path),
    dots: drawn.filter((run) => run.length === 1).map((run) => `${path(run)}h.01`),
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
