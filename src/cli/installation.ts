/** What commands share: the configuration, and the database that it names. */
import path from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { Mistake } from '../domain/mistake.ts'
import { createLog, type Log } from '../log.ts'
import { holdFolder } from '../store/lock.ts'
import { openStore, type Store } from '../store/open.ts'
import type { Environment, Terminal } from './command.ts'

/** Throws `bad_configuration` with every mistake in one message. */
export function configFrom(env: Environment): Config {
  const read = readConfig(env)
  if (read.kind === 'ok') return read.config
  throw new Mistake('bad_configuration', ['The configuration has mistakes:', ...read.mistakes].join('\n  '))
}

/** Opens the database as the app does, the folder's lock first. Throws `folder_held` or `database_unreachable`. */
export async function openDatabase(config: Config, holder: string, terminal: Terminal): Promise<Store> {
  if (config.databaseUrl !== null) {
    const log = logTo(terminal, config)
    try {
      return await openStore({
        kind: 'postgres',
        url: config.databaseUrl,
        poolSize: 2,
        log: (error) => log.error({ error }, 'A database connection was lost'),
      })
    } catch (cause) {
      throw new Mistake(
        'database_unreachable',
        `The database at DATABASE_URL does not let us in: ${reason(cause)}.`,
        {
          cause,
        },
      )
    }
  }
  const lock = holdFolder(config.dataFolder, holder)
  try {
    const store = await openStore({ kind: 'pglite', folder: path.join(config.dataFolder, 'pg') })
    const close = async (): Promise<void> => {
      await store.close()
      lock.release()
    }
    return { ...store, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    lock.release()
    throw error
  }
}

export function logTo(terminal: Terminal, config: Config): Log {
  return createLog({
    level: config.logLevel,
    form: 'readable',
    write: (line) => terminal.err(line.trimEnd()),
  })
}

/** The driver's code only: its messages may repeat the address. */
function reason(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no code'
  const words: Record<string, string> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'there is no such host',
    ETIMEDOUT: 'it did not answer in time',
    '28P01': 'the password is wrong',
    '28000': 'the user may not sign in',
    '3D000': 'there is no such database',
  }
  return `${words[code] ?? 'the connection failed'} (${code})`
}
