/** What the control API reads and how it says no. */
import type { Context } from 'hono'
import { NETWORKS, type Network } from './people.ts'

export function problem(c: Context, status: 400 | 403 | 404 | 409, code: string, message: string): Response {
  return c.json({ error: { code, message } }, status)
}

const MAX_BODY_BYTES = 1_000_000

export async function readJson(c: Context): Promise<unknown> {
  if (Number(c.req.header('content-length') ?? 0) > MAX_BODY_BYTES) return undefined
  try {
    return JSON.parse(await c.req.text())
  } catch {
    return undefined
  }
}

export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

export function readNetwork(text: string): Network | undefined {
  return NETWORKS.find((network) => network === text)
}

export function strings(value: unknown): string[] | null {
  return Array.isArray(value) ? value.map(String) : null
}

/** An ISO time or milliseconds; without one everything. NaN is neither. */
export function readSince(text: string | undefined): number {
  if (text === undefined) return 0
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text)
}
