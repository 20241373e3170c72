import type { Network } from '../../src/domain/network.ts'
import type { FaceView } from '../views/channel-card.ts'
import { NetworkIcon } from './network-icon.tsx'

/** An account's disc with its network's glyph. Decoration only: the name stands beside it in words. */
export function Face({ face, network }: { face: FaceView; network?: Network }) {
  return (
    <span className={`face hue-${face.hue}`} aria-hidden="true">
      {face.initials}
      {network ? (
        <span className="face-net">
          <NetworkIcon network={network} />
        </span>
      ) : null}
    </span>
  )
}
