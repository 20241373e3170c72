/** Builds the pages, but only when something they are made of has changed. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const INPUTS = [
  'web/**/*',
  'src/**/*',
  'help/**/*',
  'public/**/*',
  'vite.config.ts',
  'react-router.config.ts',
  'tsconfig.json',
  'package-lock.json',
]

const root = path.join(import.meta.dirname, '..')
const stamp = path.join(root, 'build/inputs.sha256')
const wanted = hashOfInputs()

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && !process.argv.includes('--force')) {
  console.log('The pages are up to date.')
} else {
  const command = fileURLToPath(import.meta.resolve('@react-router/dev/package.json'))
  const bin = path.join(path.dirname(command), 'bin.cjs')
  const { status } = spawnSync(process.execPath, [bin, 'build'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) {
    console.error('The pages could not be built; the lines above say why.')
    process.exit(status ?? 1)
  }
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

/** Contents, not times: a checkout changes the times of files that stayed the same. */
function hashOfInputs(): string {
  const hash = createHash('sha256')
  for (const file of globSync(INPUTS, { cwd: root }).sort()) {
    const full = path.join(root, file)
    if (!statSync(full).isFile()) continue
    hash.update(file).update('\0').update(readFileSync(full)).update('\0')
  }
  return hash.digest('hex')
}
