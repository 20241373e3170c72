/** A form's fields, read only as far as a limit: what is larger is refused before it fills the memory. */

/** A file of the largest size, its text, and what a form puts around them. */
export const FORM_LIMIT_BYTES = 11 * 1024 * 1024

/** Null where it is larger than the limit, or no form. */
export async function boundedForm(request: Request, limit = FORM_LIMIT_BYTES): Promise<FormData | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null
  const type = request.headers.get('content-type') ?? ''
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) return null
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > limit) return null
    parts.push(part)
  }
  try {
    return await new Response(Buffer.concat(parts, size), { headers: { 'content-type': type } }).formData()
  } catch (error) {
    // A body that broke off on the way, or was never a form.
    if (error instanceof TypeError) return null
    throw error
  }
}

export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Null where no file was chosen: browsers then send an empty one without a name. */
export async function fileOf(
  form: FormData,
  name: string,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  const value = form.get(name)
  if (value === null || typeof value === 'string' || (value.size === 0 && value.name === '')) return null
  return { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) }
}
