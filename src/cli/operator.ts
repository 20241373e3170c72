import { parseArgs } from 'node:util'
import { migrate } from '../store/migrate.ts'
import { type Command, wrongUsage } from './command.ts'
import { configFrom, openDatabase } from './installation.ts'

export const operatorCommand: Command = {
  summary: 'Makes a person an operator, by mail address.',
  usage: [
    'Usage: npm run -s rechannel -- operator add <mail address>',
    '',
    'The person becomes an operator once they have signed in with that address and proven it.',
    'With the embedded database, stop the app first: only one process may use it.',
  ].join('\n'),
  async run({ args, env, terminal }) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
    const [verb, address, ...rest] = positionals
    if (verb !== 'add' || address === undefined || rest.length > 0) {
      throw wrongUsage('Say "operator add" and one mail address.')
    }
    const email = address.trim().toLowerCase()
    if (!/^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/.test(email) || email.length > 254) {
      throw wrongUsage('That is not one mail address.')
    }
    await using store = await openDatabase(configFrom(env), 'rechannel operator add', terminal)
    await migrate(store)
    const added = await store.db
      .insertInto('operator')
      .values({ email, added_at: await store.realNow() })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('email')
      .executeTakeFirst()
    terminal.out(added ? `${email} is an operator now.` : `${email} is an operator already.`)
    return 0
  },
}
