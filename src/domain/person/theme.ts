/** Which colours a person sees; `system` follows their device. */
export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof THEMES)[number]

export function isTheme(text: unknown): text is Theme {
  return THEMES.some((one) => one === text)
}
