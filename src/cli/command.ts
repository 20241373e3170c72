/** What every command is made of. */
import { Mistake } from '../domain/mistake.ts'

export type Terminal = { out(line: string): void; err(line: string): void }

export type Environment = Record<string, string | undefined>

/** 0: done. 1: it did not work, and a sentence says why. 2: it was called wrongly. */
export type ExitCode = 0 | 1 | 2

export type CommandInput = { args: string[]; env: Environment; terminal: Terminal }

export type Command = {
  /** One line for the list of commands. */
  summary: string
  /** What `--help` prints. */
  usage: string
  run(input: CommandInput): Promise<ExitCode>
}

/** To be thrown for arguments that make no sense; the usage is printed after the sentence. */
export function wrongUsage(sentence: string): Mistake {
  return new Mistake('wrong_usage', sentence)
}
