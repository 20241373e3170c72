import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

export const startCommand: Command = {
  summary: 'Starts Rechannel and stays until it is stopped.',
  usage: [
    'Usage: npm start',
    '       npm run -s rechannel -- start [--fresh]',
    '',
    '  --fresh   sandbox only: forget the pretend world and everything that was known of it',
  ].join('\n'),
  async run({ args, env }) {
    const { values } = parseArgs({ args, options: { fresh: { type: 'boolean', default: false } } })
    // Imported only now: the whole app takes a moment to load, and no other command needs it.
    const { run } = await import('../main.ts')
    await run(env, { fresh: values.fresh })
    return 0
  },
}
