/** A post of a channel, with the numbers that its network gives for it. */

export const POST_KINDS = ['picture', 'album', 'video', 'short', 'text'] as const
export type PostKind = (typeof POST_KINDS)[number]

export const POST_METRICS = ['views', 'reach', 'likes', 'comments', 'shares', 'saves'] as const
export type PostMetric = (typeof POST_METRICS)[number]

/** Whole numbers, zero or more; what the network did not give is left out. */
export type PostNumbers = Partial<Record<PostMetric, number>>

/** Why a number is not there that this network gives for other posts. */
export type PostGap = {
  metric: PostMetric
  why: 'hidden_by_creator' | 'not_ready_yet' | 'permission_missing'
}

export type Post = {
  /** The network's own id of it. */
  networkId: string
  postedAt: Date
  kind: PostKind
  /** Its title or the beginning of its words; may be empty. */
  title: string
  url: string | null
  numbers: PostNumbers
  gaps: readonly PostGap[]
  takenAt: Date
}

export type Posts = {
  /** Newest first. */
  posts: readonly Post[]
  /** Scopes of the grant that the network refused to honour while they were read. */
  refusedScopes: readonly string[]
}
