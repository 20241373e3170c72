import { parseArgs } from 'node:util'
import { migrate } from '../store/migrate.ts'
import type { Command } from './command.ts'
import { configFrom, openDatabase } from './installation.ts'

export const migrateCommand: Command = {
  summary: 'Brings the database up to date. The app does this by itself when it starts.',
  usage: 'Usage: npm run -s rechannel -- migrate',
  async run({ args, env, terminal }) {
    parseArgs({ args, options: {} })
    await using store = await openDatabase(configFrom(env), 'rechannel migrate', terminal)
    const { applied } = await migrate(store)
    for (const name of applied) terminal.out(`applied ${name}`)
    if (applied.length === 0) terminal.out('The database is up to date.')
    return 0
  },
}
