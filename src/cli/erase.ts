import { parseArgs } from 'node:util'
import { migrate } from '../store/migrate.ts'
import { eraseCreator } from '../usecases/person/erase-creator.ts'
import { type Command, wrongUsage } from './command.ts'
import { configFrom, openDatabase } from './installation.ts'
import { wholeApp } from './whole-app.ts'

export const eraseCommand: Command = {
  summary: 'Erases a creator: channels, numbers, history, and the key that sealed their tokens.',
  usage: [
    'Usage: npm run -s rechannel -- erase <handle> --yes',
    '',
    'Permissions are ended at the networks that answer now. This cannot be undone; --yes says that it is meant.',
    'With the embedded database, stop the app first: only one process may use it.',
  ].join('\n'),
  async run({ args, env, terminal }) {
    const { positionals, values } = parseArgs({
      args,
      options: { yes: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [handle, ...rest] = positionals
    if (handle === undefined || rest.length > 0) throw wrongUsage('Say "erase" and one handle.')
    if (!values.yes) throw wrongUsage(`Add --yes: what ${handle} has here is gone for ever then.`)
    const config = configFrom(env)
    await using store = await openDatabase(config, 'rechannel erase', terminal)
    await migrate(store)
    await using whole = await wholeApp(config, store, terminal)
    const erased = await eraseCreator(whole.app, { handle: handle.replace(/^@/, '') })
    if (erased.kind === 'unknown_creator') {
      terminal.err(`Nobody here goes by ${handle}.`)
      return 1
    }
    terminal.out(
      `Erased, with ${erased.channels} channels; ${erased.revoked} permissions were ended at their networks.`,
    )
    terminal.out(`Keep this line beside your backups. erased: ${erased.id}`)
    terminal.out(`Receipt: ${erased.receipt}. It opens /deletion/${erased.receipt}, which names nobody.`)
    return 0
  },
}
