import type { AdapterSettings } from './contract.ts'
import { GRAPH_VERSION } from './graph-replies.ts'
import type { Reply } from './wire.ts'

/**
 * An ended version of the Graph API is not refused but silently served by an older or newer one, and only this header
 * says so: https://developers.facebook.com/docs/graph-api/guides/versioning, as read on 2026-11-22.
 */
export function graphVersion(settings: AdapterSettings): (path: string, reply: Reply) => void {
  return (path, { headers }) => {
    const served = headers['facebook-api-version']
    // Token endpoints without a version are served by whichever one the app has in its settings.
    if (!served || served === GRAPH_VERSION || !path.startsWith(`/${GRAPH_VERSION}/`)) return
    const fields = { asked: GRAPH_VERSION, served: served.slice(0, 20) }
    settings.warn(fields, 'The Graph API answered with another version than the one we asked for')
  }
}
