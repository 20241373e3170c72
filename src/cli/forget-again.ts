import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { hasCode } from '../domain/mistake.ts'
import { migrate } from '../store/migrate.ts'
import { erasedIn, forgetAgain } from '../usecases/person/forget-again.ts'
import { type Command, wrongUsage } from './command.ts'
import { configFrom, openDatabase } from './installation.ts'
import { wholeApp } from './whole-app.ts'

export const forgetAgainCommand: Command = {
  summary: 'After a backup was restored: erases once more what had been erased since it was made.',
  usage: [
    'Usage: npm run -s rechannel -- forget-again <file>... --yes',
    '',
    'The files are logs of this installation, or what "erase" printed: every line that says "erased" and an id counts.',
    'Run it before the app is started on the restored database, with logs that reach back to the backup.',
  ].join('\n'),
  async run({ args, env, terminal }) {
    const { positionals: files, values } = parseArgs({
      args,
      options: { yes: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    if (files.length === 0) throw wrongUsage('Name the files that say what was erased.')
    const ids = new Set<string>()
    for (const file of files) {
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        if (hasCode(error, 'ENOENT')) throw wrongUsage(`There is no file ${file}.`)
        throw error
      })
      for (const id of erasedIn(text)) ids.add(id)
    }
    terminal.out(`Named as erased: ${ids.size}.`)
    if (!values.yes) throw wrongUsage('Add --yes to erase them once more.')
    const config = configFrom(env)
    await using store = await openDatabase(config, 'rechannel forget-again', terminal)
    await migrate(store)
    await using whole = await wholeApp(config, store, terminal)
    const counts = { erased_again: 0, gone_already: 0, last_owner: 0 }
    for (const id of ids) {
      const how = await forgetAgain(whole.app, id)
      counts[how] += 1
      if (how === 'last_owner') terminal.err(`${id} is the last owner of something, and was left.`)
    }
    terminal.out(`Erased again: ${counts.erased_again}. Not there any more: ${counts.gone_already}.`)
    return counts.last_owner === 0 ? 0 : 1
  },
}
