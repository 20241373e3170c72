/** A real Chromium for tests: the one that CHROMIUM_PATH names, else the one from npm, else an installed one. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

export type FoundBrowser = { executablePath: string; env: Record<string, string> }

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Unpacks where it must, once. Throws one sentence where there is no browser: tests never skip for want of one. */
export async function findBrowser(): Promise<FoundBrowser> {
  const given = process.env.CHROMIUM_PATH
  if (given !== undefined && given !== '') return { executablePath: given, env: {} }
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked()
  const executablePath = INSTALLED.find((file) => existsSync(file))
  if (executablePath !== undefined) return { executablePath, env: {} }
  throw new Error(
    'The journeys need Chromium or Chrome: install one, or set CHROMIUM_PATH to its executable.',
  )
}

export async function launchBrowser(found: FoundBrowser): Promise<Browser> {
  return chromium.launch({
    executablePath: found.executablePath,
    env: { ...(process.env as Record<string, string>), ...found.env },
    args: [
      '--headless=shell',
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--font-render-hinting=none',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/**
 * The package unpacks into the temporary folder and believes in whatever lies there. So it gets a folder of
 * its own, which becomes the real one only when it is whole.
 */
async function unpacked(): Promise<FoundBrowser> {
  const manifest = path.join(ROOT, 'node_modules', '@sparticuz', 'chromium', 'package.json')
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const folder = path.join(ROOT, 'node_modules', '.cache', `chromium-${version}-with-fonts`)
  if (!existsSync(folder)) {
    await mkdir(path.dirname(folder), { recursive: true })
    const half = await mkdtemp(`${folder}-`)
    // Told that it runs where it was made for, it brings its own copies of the libraries that Chromium needs.
    await promisify(execFile)(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        "import chromium from '@sparticuz/chromium'; await chromium.executablePath()",
      ],
      { cwd: ROOT, env: { ...process.env, TMPDIR: half, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' } },
    )
    await nameTheFonts(half, folder)
    await rename(half, folder).catch(async (error: unknown) => {
      await rm(half, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    })
  }
  return {
    executablePath: path.join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: path.join(folder, 'fonts'),
    },
  }
}

/** The package's own list names the folders of other machines; without a font Chromium shows no text, or ends. */
async function nameTheFonts(half: string, folder: string): Promise<void> {
  const list = path.join(half, 'fonts', 'fonts.conf')
  const text = await readFile(list, 'utf8')
  await writeFile(list, text.replace('<dir>/tmp/fonts</dir>', `<dir>${path.join(folder, 'fonts')}</dir>`))
}
