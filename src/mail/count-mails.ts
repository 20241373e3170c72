/** The same mailer, counted by how it went. */
import type { Metrics } from '../metrics/metrics.ts'
import type { Mailer } from './mailer.ts'

export function countMails(mailer: Mailer, metrics: Metrics): Mailer {
  return {
    async send(mail) {
      let outcome = 'failed'
      try {
        await mailer.send(mail)
        outcome = 'sent'
      } finally {
        metrics.count('mails_total', { outcome })
      }
    },
  }
}
