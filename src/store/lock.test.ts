import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdFolder } from './lock.ts'

describe('holding the folder of the embedded database', () => {
  let folder: string
  const children: ChildProcess[] = []
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'rechannel-lock-'))
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  /** Another process that tries to hold the folder, says how that went, and stays. */
  async function otherProcess(holder: string): Promise<{ child: ChildProcess; said: string }> {
    const program = `
      import { holdFolder } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)}
      try {
        globalThis.held = holdFolder(${JSON.stringify(folder)}, ${JSON.stringify(holder)})
        console.log('held')
        setInterval(() => {}, 1000)
      } catch (error) {
        console.log(error.code + ' ' + error.message)
      }`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    for await (const line of createInterface({ input: child.stdout })) return { child, said: line }
    throw new Error('The other process said nothing.')
  }

  it('refuses a second process, naming the first one, its command and its address', async () => {
    using lock = holdFolder(folder, 'npm start')
    lock.describe('npm start, http://127.0.0.1:3000')
    const { said } = await otherProcess('another start')
    expect(said).toMatch(/^folder_held /)
    expect(said).toContain(`process ${process.pid} (npm start, http://127.0.0.1:3000) since 20`)
    expect(said).toContain('RECHANNEL_DATA')
  })

  it('refuses a second time in the same process', () => {
    using _lock = holdFolder(folder, 'first')
    expect(() => holdFolder(folder, 'second')).toThrow(expect.objectContaining({ code: 'folder_held' }))
  })

  it('is free again when the holder was killed, though its words still lie there', async () => {
    const { child, said } = await otherProcess('to be killed')
    expect(said).toBe('held')
    expect(() => holdFolder(folder, 'too early')).toThrow(/to be killed/)
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
    expect(readFileSync(path.join(folder, 'rechannel.holder.json'), 'utf8')).toContain('to be killed')
    holdFolder(folder, 'next').release()
  })

  it('is free again after a release, which may be repeated', () => {
    const lock = holdFolder(folder, 'first')
    lock.release()
    lock.release()
    holdFolder(folder, 'second').release()
  })

  it('refuses without a name where the words about the holder cannot be read', () => {
    using _lock = holdFolder(folder, 'first')
    writeFileSync(path.join(folder, 'rechannel.holder.json'), '{"pid":')
    expect(() => holdFolder(folder, 'second')).toThrow(/another Rechannel process/)
  })

  it('is named in no other code, because opening the file by other means would drop the lock', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url))
    const naming = globSync('{src,web,sandbox,bin}/**/*.{ts,tsx,cjs}', { cwd: root })
      .filter((file) => !file.endsWith('.test.ts'))
      .filter((file) => readFileSync(path.join(root, file), 'utf8').includes('rechannel.lock'))
    expect(naming).toEqual([path.join('src', 'store', 'lock.ts')])
  })
})
