import { parseArgs } from 'node:util'
import type { Role } from '../domain/role.ts'
import { type Command, wrongUsage } from './command.ts'

export const startCommand: Command = {
  summary: 'Starts Rechannel and stays until it is stopped.',
  usage: [
    'Usage: npm start',
    '       npm run -s rechannel -- start [--role web|worker] [--fresh]',
    '',
    '  --role    web: only the pages and addresses that others call; worker: only the jobs. Without: everything.',
    '            Several of each may work on one PostgreSQL. The embedded database serves one process only.',
    '  --fresh   sandbox only: forget the pretend world and everything that was known of it',
  ].join('\n'),
  async run({ args, env }) {
    const { values } = parseArgs({
      args,
      options: { fresh: { type: 'boolean', default: false }, role: { type: 'string' } },
    })
    const role = roleOf(values.role)
    // Imported only now: the whole app takes a moment to load, and no other command needs it.
    const { run } = await import('../main.ts')
    await run(env, { fresh: values.fresh, role })
    return 0
  },
}

function roleOf(text: string | undefined): Role {
  if (text === undefined) return 'all'
  if (text === 'web' || text === 'worker') return text
  throw wrongUsage('A role is web or worker; without --role, one process does everything.')
}
