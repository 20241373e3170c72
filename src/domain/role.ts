/** What one process of an installation does. */
export type Role = 'all' | 'web' | 'worker'

export function servesPages(role: Role): boolean {
  return role !== 'worker'
}

export function runsJobs(role: Role): boolean {
  return role !== 'web'
}
