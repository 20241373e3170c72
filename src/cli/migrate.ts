import { parseArgs } from 'node:util'
import { QUEUES } from '../queue/table.ts'
import { migrate } from '../store/migrate.ts'
import type { Command } from './command.ts'
import { configFrom, logTo, openDatabase } from './installation.ts'

export const migrateCommand: Command = {
  summary: 'Brings the database up to date. The app does this by itself when it starts.',
  usage: 'Usage: npm run -s rechannel -- migrate',
  async run({ args, env, terminal }) {
    parseArgs({ args, options: {} })
    const config = configFrom(env)
    await using store = await openDatabase(config, 'rechannel migrate', terminal)
    const { applied } = await migrate(store)
    // Imported only now: it is the largest library of all, and no other command needs it.
    const { openQueue } = await import('../queue/queue.ts')
    const queue = await openQueue({ store, queues: QUEUES, log: logTo(terminal, config), works: false })
    await queue.close()
    for (const name of applied) terminal.out(`applied ${name}`)
    if (applied.length === 0) terminal.out('The database is up to date.')
    return 0
  },
}
