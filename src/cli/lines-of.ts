/** A line, or that there was one which is longer than allowed; its bytes are not kept. */
export type Line = { kind: 'line'; text: string } | { kind: 'too_long' }

/**
 * Bytes → the lines of each chunk as it arrives, so that whoever answers them can be slow. Lines end at a line feed
 * and nowhere else; the last one needs none. Bytes that are no UTF-8 become replacement characters.
 */
export async function* linesOf(
  source: AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<readonly Line[]> {
  let open: Uint8Array[] = []
  let size = 0
  const add = (piece: Uint8Array): void => {
    size += piece.length
    if (size > mostBytes) open = []
    else open.push(piece)
  }
  const close = (): Line => {
    const line: Line = size > mostBytes ? { kind: 'too_long' } : { kind: 'line', text: textOf(open) }
    open = []
    size = 0
    return line
  }
  for await (const chunk of source) {
    const lines: Line[] = []
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      add(chunk.subarray(start, end))
      lines.push(close())
      start = end + 1
    }
    if (start < chunk.length) add(chunk.subarray(start))
    if (lines.length > 0) yield lines
  }
  if (size > 0) yield [close()]
}

const LINE_FEED = 10

function textOf(pieces: readonly Uint8Array[]): string {
  const [only] = pieces
  const whole =
    pieces.length === 1 && only
      ? Buffer.from(only.buffer, only.byteOffset, only.length)
      : Buffer.concat(pieces)
  return whole.toString('utf8')
}
