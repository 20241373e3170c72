/** The command line: `npm run -s rechannel -- <command>`. */
import './production.ts'
import { hasCode } from '../domain/mistake.ts'
import { scrub } from '../log.ts'
import type { Command, Environment, ExitCode, Terminal } from './command.ts'
import { diagnoseCommand } from './diagnose.ts'
import { doctorCommand } from './doctor.ts'
import { eraseCommand } from './erase.ts'
import { forgetAgainCommand } from './forget-again.ts'
import { holdCommand } from './hold.ts'
import { migrateCommand } from './migrate.ts'
import { operatorCommand } from './operator.ts'
import { sandboxCommand } from './sandbox.ts'
import { startCommand } from './start.ts'

const COMMANDS: Record<string, Command> = {
  start: startCommand,
  migrate: migrateCommand,
  doctor: doctorCommand,
  diagnose: diagnoseCommand,
  operator: operatorCommand,
  erase: eraseCommand,
  'forget-again': forgetAgainCommand,
  hold: holdCommand,
  sandbox: sandboxCommand,
}

export async function runCommand(words: string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  const [name = 'help', ...args] = words
  if (name === 'help' || name === '--help' || name === '-h') return help(args[0], terminal)
  const command = find(name)
  if (!command) return unknown(name, terminal)
  if (args.includes('--help') || args.includes('-h')) return help(name, terminal)
  try {
    return await command.run({ args, env, terminal })
  } catch (error) {
    return explain(error, command, terminal)
  }
}

function help(name: string | undefined, terminal: Terminal): ExitCode {
  if (name === undefined) {
    terminal.out(overview())
    return 0
  }
  const command = find(name)
  if (!command) return unknown(name, terminal)
  terminal.out(`${command.summary}\n\n${command.usage}`)
  return 0
}

function unknown(name: string, terminal: Terminal): ExitCode {
  terminal.err(`There is no command "${scrub(name)}".\n\n${overview()}`)
  return 2
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length)) + 2
  return [
    'Usage: npm run -s rechannel -- <command>',
    '',
    ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`),
    '',
    'A command with --help says more. Settings come from environment variables: see .env.example.',
  ].join('\n')
}

function find(name: string): Command | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
}

function explain(error: unknown, command: Command, terminal: Terminal): ExitCode {
  const message = error instanceof Error ? error.message : String(error)
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (hasCode(error, 'wrong_usage') || code.startsWith('ERR_PARSE_ARGS')) {
    terminal.err(`${message}\n\n${command.usage}`)
    return 2
  }
  // Our own sentences stand for themselves; anything else is a fault, and its stack helps to find it.
  const isOurs = error instanceof Error && error.name === 'Mistake'
  terminal.err(scrub(isOurs || !(error instanceof Error) ? message : (error.stack ?? message)))
  return 1
}

if (import.meta.main) {
  process.exitCode = await runCommand(process.argv.slice(2), process.env, {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  })
}
