/** Runs the tests that count what they try, as often as was promised, and adds up what they counted. */
import { startVitest } from 'vitest/node'
import { added, type Counted } from '../test/counted.ts'

/** Those that say `count`. */
const FILES = [
  'src/networks/diagnose.test.ts',
  'src/networks/forged.test.ts',
  'src/store/crash.test.ts',
  'src/vault/vault.test.ts',
  'test/access.test.ts',
  'test/canary.test.ts',
  'test/events.test.ts',
  'test/life.test.ts',
  'test/process.test.ts',
  'test/renewal.test.ts',
  'test/return.test.ts',
  'test/roles.test.ts',
  'test/truth.test.ts',
]

/** What was counted, by what it was counted for, beside how many tests passed and the names of those that did not. */
export type Counts = { passed: number; failed: string[]; counted: Record<string, Counted> }

/** Throws where no test ran at all. */
export async function countTests({ full }: { full: boolean }): Promise<Counts> {
  const vitest = await startVitest(FILES, {
    watch: false,
    reporters: [{ onTestModuleEnd: (module) => void process.stderr.write(`  ${module.relativeModuleId}\n`) }],
    env: { RECHANNEL_COUNTS: full ? 'full' : 'short' },
  })
  try {
    const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()])
    if (tests.length === 0) throw new Error('No test ran.')
    const counted: Record<string, Counted> = {}
    for (const test of tests) {
      for (const [name, numbers] of Object.entries(test.meta().counted ?? {}))
        counted[name] = added(counted[name] ?? {}, numbers)
    }
    const failed = tests.filter((test) => test.result().state === 'failed').map((test) => test.fullName)
    const broken = vitest.state
      .getTestModules()
      .filter((module) => module.errors().length > 0)
      .map((module) => module.relativeModuleId)
    const passed = tests.filter((test) => test.result().state === 'passed').length
    return { passed, failed: [...failed, ...broken], counted }
  } finally {
    await vitest.close()
  }
}
