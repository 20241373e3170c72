import type { ColumnType, Generated } from 'kysely'
import type { CompanyRole, InvitedRole } from '../domain/brand/company.ts'
import type { Rates, ResultCard } from '../domain/brand/listing.ts'
import type { Trouble } from '../domain/channel/channel.ts'
import type { Alarm, HoldScope } from '../domain/channel/hold.ts'
import type { LinkEnd, LinkKind } from '../domain/channel/reconnect-link.ts'
import type { AttachmentType } from '../domain/chat/attachment.ts'
import type { Card, MessageKind, Side, Status } from '../domain/chat/conversation.ts'
import type { EventDetail, EventKind } from '../domain/collaboration/event.ts'
import type { Side as CollaborationSide, State as CollaborationState } from '../domain/collaboration/moves.ts'
import type { NewsKind } from '../domain/collaboration/news.ts'
import type { Currency, GivenTerms } from '../domain/collaboration/terms.ts'
import type { Face } from '../domain/help/reaction.ts'
import type { Base } from '../domain/insight/engagement.ts'
import type { Said } from '../domain/insight/kit.ts'
import type { PostGap, PostKind, PostNumbers } from '../domain/insight/post.ts'
import type { Breakdown, Gap, Reading } from '../domain/insight/reading.ts'
import type { Network } from '../domain/network.ts'
import type { NoticeKind } from '../domain/notice/notice.ts'
import type { InvitedMemberRole, MemberRole } from '../domain/person/member.ts'
import type { Block, Category, Link, Rate } from '../domain/person/profile.ts'
import type { Signal } from '../domain/signal.ts'
import type { TeamKind } from '../domain/team.ts'
import type { Confidence, Evidence, Loss, Verdict } from '../domain/verdict.ts'

/** The tables as queries see them; `migrations/` makes them, and a test holds both together. */
export type Tables = {
  /** Without those that are on their way out. */
  creator: CreatorTable
  every_creator: CreatorTable & { leaving: Generated<boolean> }
  deletion: DeletionTable
  letter: LetterTable
  attempt: AttemptTable
  member: MemberTable
  creator_invitation: CreatorInvitationTable
  operator: OperatorTable
  channel: ChannelTable
  channel_grant: ChannelGrantTable
  channel_schedule: ChannelScheduleTable
  channel_event: ChannelEventTable
  connect_attempt: ConnectAttemptTable
  connect_outcome: ConnectOutcomeTable
  reconnect_link: ReconnectLinkTable
  snapshot: SnapshotTable
  channel_post: ChannelPostTable
  channel_reading: ChannelReadingTable
  kit: KitTable
  kit_channel: KitChannelTable
  incoming_event: IncomingEventTable
  erasure_receipt: ErasureReceiptTable
  parting: PartingTable
  token_use: TokenUseTable
  channel_alarm: ChannelAlarmTable
  network_pulse: NetworkPulseTable
  network_hold: NetworkHoldTable
  network_circuit: NetworkCircuitTable
  network_budget: NetworkBudgetTable
  help_reaction: HelpReactionTable
  help_missed_search: HelpMissedSearchTable
  mailbox: MailboxTable
  notice: NoticeTable
  notice_look: NoticeLookTable
  notice_preference: NoticePreferenceTable
  person_preference: PersonPreferenceTable
  outgoing_mail: OutgoingMailTable
  unsubscribe_link: UnsubscribeLinkTable
  installation: InstallationTable
  user: UserTable
  address_change: AddressChangeTable
  agent: AgentTable
  outage: OutageTable
  canned_reply: CannedReplyTable
  conversation: ConversationTable
  chat_message: ChatMessageTable
  chat_attachment: ChatAttachmentTable
  company: CompanyTable
  company_member: CompanyMemberTable
  company_invitation: CompanyInvitationTable
  listing: ListingTable
  listing_due: { creator_id: string }
  saved_search: SavedSearchTable
  shortlist: ShortlistTable
  shortlist_entry: ShortlistEntryTable
  nudge: NudgeTable
  collaboration: CollaborationTable
  collaboration_terms: CollaborationTermsTable
  collaboration_channel: CollaborationChannelTable
  collaboration_event: CollaborationEventTable
  collaboration_message: CollaborationMessageTable
  collaboration_post: CollaborationPostTable
  collaboration_notice: CollaborationNoticeTable
  network_wish: NetworkWishTable
}

/** Written as JSON text, read as a value. */
type Json<T> = ColumnType<T, string, string>

type CreatorTable = {
  id: string
  handle: string
  name: string
  bio: Generated<string>
  place: string | null
  country: string | null
  languages: Generated<string[]>
  categories: Generated<Category[]>
  links: ColumnType<Link[], string | undefined, string>
  listed: Generated<boolean>
  hidden_blocks: Generated<Block[]>
  rates: ColumnType<Rate[], string | undefined, string>
  profile_version: Generated<number>
  data_key: Uint8Array
  created_at: Date
}

/** Of a profile or of an account, never of both. */
type DeletionTable = {
  id: string
  creator_id: string | null
  user_id: string | null
  undo_hash: Uint8Array
  asked_at: Date
  erase_at: Date
  seats: ColumnType<Seat[], string | undefined, string>
}

/** A place on a team that somebody gets back when they stay. */
export type Seat = { team: TeamKind; of: string; role: MemberRole | CompanyRole; since: string }

type MemberTable = { creator_id: string; user_id: string; role: MemberRole; since: Date }

type CreatorInvitationTable = {
  id: string
  token_hash: Uint8Array
  creator_id: string
  email: string
  role: InvitedMemberRole
  invited_by: string | null
  made_at: Date
  expires_at: Date
}

type OperatorTable = { email: string; added_at: Date }

type ChannelTable = {
  id: string
  creator_id: string
  network: Network
  network_id: string
  other_ids: string[]
  subject: string | null
  handle: string | null
  title: string
  url: string | null
  avatar_url: string | null
  state: 'connected' | 'limited' | 'disconnected' | 'off'
  since: Date
  reason: Loss | null
  confidence: Confidence | null
  evidence: ColumnType<Evidence | null, string | null, string | null>
  missing_scopes: string[]
  suspect_since: Date | null
  suspect_verdict: ColumnType<Verdict | null, string | null, string | null>
  trouble: Trouble['kind'] | null
  trouble_at: Date | null
  proof_at: Date | null
  created_at: Date
  forgotten_at: Date | null
}

type ChannelGrantTable = {
  channel_id: string
  /** bigint: the drivers hand it over as text or number; `store/grants.ts` makes it a number. */
  generation: ColumnType<string | number, number, number>
  scopes: string[]
  access_sealed: Uint8Array
  refresh_sealed: Uint8Array | null
  person_sealed: Uint8Array | null
  marks: Generated<string[]>
  access_ends_at: Date | null
  grant_ends_at: Date | null
  person_ends_at: Date | null
  granted_by: string | null
  granted_at: Date
  renewed_at: Date | null
  renewal_failed_at: Date | null
  end_assumed: Generated<boolean>
}

type ChannelScheduleTable = {
  channel_id: string
  network: Network
  due_at: Date | null
  renew_at: Date | null
  lease_until: Date | null
  lease_holder: string | null
  patient: Generated<boolean>
  spending_generation: ColumnType<string | number | null, number | null, number | null>
  spending_until: Date | null
  spending_holder: string | null
  doubt_generation: ColumnType<string | number | null, number | null, number | null>
  doubt_since: Date | null
}

type ChannelAlarmTable = { channel_id: string; kind: Alarm; network: Network; at: Date; held: boolean }

type NetworkPulseTable = {
  network: Network
  minute: Date
  alive: number
  refused: number
  recovered: number
  refused_again: number
}

type NetworkHoldTable = {
  id: Generated<string | number>
  network: Network
  scope: HoldScope
  why: Alarm
  began_at: Date
  counted: number
  usual: number
  channels: number
  probed_at: Date | null
  ended_at: Date | null
  ended_by: string | null
  undone_at: Date | null
}

type NetworkCircuitTable = {
  network: Network
  failures: number
  opened_at: Date | null
  probe_at: Date | null
  probes: Generated<number>
  closed_at: Date | null
}

type NetworkBudgetTable = {
  network: Network
  bucket: string
  tokens: Generated<number>
  filled_at: Generated<Date>
  /** `YYYY-MM-DD`, always cast to text when read. */
  day: string | null
  used: Generated<number>
  paused_until: Date | null
}

type TokenUseTable = {
  channel_id: string
  /** `YYYY-MM-DD`, always cast to text when read. */
  day: string
  asked_by: string
  purpose: string
  uses: number
  last_at: Date
}

type ChannelEventTable = {
  id: Generated<string | number>
  channel_id: string
  at: Date
  kind: string
  actor: string | null
  detail: Json<Record<string, unknown>>
}

type ConnectAttemptTable = {
  state_hash: Uint8Array
  session_id: string
  user_id: string | null
  link_id: string | null
  helper: string | null
  creator_id: string
  channel_id: string | null
  network: Network
  callback_path: string
  scopes: string[]
  verifier_sealed: Uint8Array
  return_to: string | null
  created_at: Date
  expires_at: Date
}

type ConnectOutcomeTable = {
  id: string
  session_id: string
  user_id: string | null
  link_id: string | null
  helper: string | null
  creator_id: string
  channel_id: string | null
  network: Network
  /** Parsed by the use-case that wrote it. */
  result: Json<unknown>
  found_sealed: Uint8Array | null
  return_to: string | null
  created_at: Date
  expires_at: Date
}

type ReconnectLinkTable = {
  id: string
  token_hash: Uint8Array
  channel_id: string
  kind: LinkKind
  made_by: string
  sent_to: string | null
  made_at: Date
  expires_at: Date
  ended_at: Date | null
  ended_how: LinkEnd | null
  helper: string | null
}

type SnapshotTable = {
  channel_id: string
  /** `YYYY-MM-DD`, always cast to text when read. */
  day: string
  taken_at: Date
  readings: Json<Reading[]>
  breakdowns: Json<Breakdown[]>
  gaps: Json<Gap[]>
  afterwards: Generated<boolean>
}

type ChannelPostTable = {
  channel_id: string
  network_id: string
  posted_at: Date
  kind: PostKind
  title: string
  url: string | null
  numbers: Json<PostNumbers>
  gaps: Json<PostGap[]>
  taken_at: Date
}

type ChannelReadingTable = {
  channel_id: string
  tried_at: Date
  read_at: Date | null
  trouble: string | null
  /** `YYYY-MM-DD`, always cast to text when read. */
  filled_from: string | null
  filled: Generated<boolean>
}

type KitTable = {
  id: string
  creator_id: string
  token_hash: Uint8Array
  code: string
  for_whom: string
  made_by: string
  made_at: Date
  expires_at: Date
  revoked_at: Date | null
  signature: Uint8Array
}

type KitChannelTable = { kit_id: string; channel_id: string; said: Json<Said> }

type IncomingEventTable = {
  id: Generated<string | number>
  network: Network
  key: string
  received_at: Date
  /** Dates in it are ISO texts: `store/incoming-events.ts` turns them back. */
  signal: ColumnType<StoredSignal | null, string | null, string | null>
  handled_at: Date | null
  tries: Generated<number>
  lease_until: Date | null
}

/** A signal as JSON holds it. */
export type StoredSignal = Omit<Signal, 'at' | 'key'> & { at: string | null }

type ErasureReceiptTable = {
  code_hash: Uint8Array
  /** Null: a creator was erased here, and no network asked. */
  network: Network | null
  event_key: string | null
  asked_at: Date
}

type PartingTable = {
  channel_id: string
  since: Date
  due_at: Date
  tries: Generated<number>
  lease_until: Date | null
}

type HelpReactionTable = {
  article: string
  reader_hash: Uint8Array
  face: Face
  missing: string | null
  at: Date
}

type HelpMissedSearchTable = { query: string; times: Generated<number>; first_at: Date; last_at: Date }

type MailboxTable = {
  id: Generated<string | number>
  at: Date
  recipient: string
  subject: string
  body_text: string
  body_html: string
  message_id: string | null
  unsubscribe_url: string | null
}

type NoticeTable = {
  id: string
  user_id: string
  creator_id: string
  channel_id: string
  kind: NoticeKind
  step: number
  series: Date
  due_at: Date
  told_at: Date
  settled_at: Date | null
  read_at: Date | null
  mail_wanted: boolean
  mail_id: string | null
}

type NetworkWishTable = {
  id: string
  user_id: string
  network: Network
  asked_at: Date
  told_at: Date | null
  settled_at: Date | null
  read_at: Date | null
  mail_id: string | null
}

type NoticeLookTable = { user_id: string; look_at: Date | null }

type PersonPreferenceTable = {
  user_id: string
  language: string | null
  language_from: 'browser' | 'person' | null
  theme: string | null
}

type NoticePreferenceTable = {
  user_id: string
  mails: Generated<boolean>
  mail_ending: Generated<boolean>
  mail_lost: Generated<boolean>
  mail_digest: Generated<boolean>
  mail_collaboration: Generated<boolean>
  mail_network: Generated<boolean>
  time_zone: string | null
  zone_from: 'browser' | 'person' | null
}

type OutgoingMailTable = {
  id: string
  user_id: string
  made_at: Date
  due_at: Date
  tries: Generated<number>
  try_at: Generated<Date>
  lease_until: Date | null
  lease_holder: string | null
  ended_at: Date | null
  ended: 'sent' | 'dropped' | 'failed' | null
}

type UnsubscribeLinkTable = { token_hash: Uint8Array; user_id: string; made_at: Date }

type InstallationTable = { name: string; value: Json<unknown> }

/** better-auth's own table: `store/users.ts` alone writes to it from here. */
type UserTable = {
  id: string
  name: string
  email: string
  emailVerified: boolean
  leaving: Generated<boolean>
}

type AddressChangeTable = {
  id: string
  user_id: string
  from_email: string
  to_email: string
  confirm_hash: Uint8Array
  undo_hash: Uint8Array
  asked_at: Date
  made_at: Date | null
}

type AgentTable = { email: string; invited_by: string | null; added_at: Date }

type OutageTable = { id: string; network: Network; words: string; since: Date; until: Date | null }

type CannedReplyTable = { id: string; title: string; body: string }

type ConversationTable = {
  id: string
  user_id: string
  creator_id: string | null
  status: Generated<Status>
  snoozed_until: Date | null
  assigned_to: string | null
  outage_id: string | null
  created_at: Date
  last_at: Date
  person_read: ColumnType<string | number, number | undefined, number>
  agents_read: ColumnType<string | number, number | undefined, number>
  mailed_at: Date | null
  mail_lease_until: Date | null
  rating: 1 | 2 | 3 | null
  rating_words: string | null
}

type ChatMessageTable = {
  id: Generated<string | number>
  conversation_id: string
  key: string
  side: Side
  author_id: string | null
  kind: MessageKind
  body: string
  card: ColumnType<Card | null, string | null, string | null>
  at: Date
}

type ChatAttachmentTable = {
  id: string
  message_id: ColumnType<string | number, number, never>
  type: AttachmentType
  name: string
  content: Uint8Array
}

type CompanyTable = {
  id: string
  name: string
  website: string | null
  country: string | null
  created_at: Date
}

type ListingTable = {
  channel_id: string
  creator_id: string
  network: Network
  live: boolean
  /** bigint, as `categories` is: the drivers hand them over as text or number. */
  followers: ColumnType<string | number, number, number>
  growth: number | null
  by_reach: number | null
  by_followers: number | null
  by_views: number | null
  country: string | null
  categories: ColumnType<string | number, string, string>
  /** A tsvector of what src/domain/brand/terms.ts says. */
  terms: string
  /** What a page of results shows, ready made: it is written seldom and read in every search. */
  card: Json<ResultCard & { channelId: string; creatorId: string }>
  numbers: Json<{ followers: number; growth: number | null; rates: Rates; takenAt: string }>
  taken_at: Date
  /** Not later than the channel's own `proof_at`. */
  proved_at: Date
  profile_version: number
}

type SavedSearchTable = {
  id: string
  company_id: string
  name: string
  query: string
  made_by: string | null
  made_at: Date
}

type ShortlistTable = {
  id: string
  company_id: string
  name: string
  engagement_by: Base
  shared: boolean
  made_by: string | null
  made_at: Date
}

type ShortlistEntryTable = {
  shortlist_id: string
  creator_id: string
  note: Generated<string>
  added_by: string | null
  added_at: Date
}

type NudgeTable = { creator_id: string; company_id: string; asked_by: string | null; asked_at: Date }

type CompanyMemberTable = { company_id: string; user_id: string; role: CompanyRole; since: Date }

type CompanyInvitationTable = {
  id: string
  token_hash: Uint8Array
  company_id: string
  email: string
  role: InvitedRole
  invited_by: string | null
  made_at: Date
  expires_at: Date
}

type CollaborationTable = {
  id: string
  company_id: string
  creator_id: string
  state: CollaborationState
  version: Generated<number>
  draft: ColumnType<GivenTerms | null, string | null, string | null>
  created_by: string | null
  created_at: Date
  expires_at: Date | null
  /** `YYYY-MM-DD`, always cast to text when read. */
  starts_on: string | null
  ended_at: Date | null
  last_at: Date
  brand_read: ColumnType<string | number, number | undefined, number>
  creator_read: ColumnType<string | number, number | undefined, number>
}

type CollaborationTermsTable = {
  collaboration_id: string
  version: number
  side: CollaborationSide
  author_id: string | null
  made_at: Date
  title: string
  brief: string
  deliverables: Json<string[]>
  amount: ColumnType<string | number, number, never>
  currency: Currency
  /** `YYYY-MM-DD`, always cast to text when read. */
  starts_on: string
  ends_on: string
  channel_ids: string[]
}

type CollaborationChannelTable = {
  collaboration_id: string
  channel_id: string
  paused_at: Date | null
  creator_told_at: Date | null
}

type CollaborationEventTable = {
  id: Generated<string | number>
  collaboration_id: string
  at: Date
  kind: EventKind
  side: CollaborationSide | null
  actor_id: string | null
  detail: Json<EventDetail>
}

type CollaborationMessageTable = {
  id: Generated<string | number>
  collaboration_id: string
  key: string
  side: CollaborationSide
  author_id: string | null
  body: string
  at: Date
}

type CollaborationPostTable = {
  id: string
  collaboration_id: string
  channel_id: string
  url: string
  deliverable: number
  marked_by: string | null
  marked_at: Date
}

type CollaborationNoticeTable = {
  id: string
  user_id: string
  collaboration_id: string
  side: CollaborationSide
  subject: string
  kind: NewsKind
  channel_id: string | null
  told_at: Date
  mail_at: Date | null
  settled_at: Date | null
  read_at: Date | null
  mail_id: string | null
}

type LetterTable = {
  id: string
  data_key: Uint8Array
  sealed: Uint8Array
  useless_at: Date
  tries: Generated<number>
  try_at: Date
  lease_until: Date | null
}

type AttemptTable = { name_hash: Uint8Array; tries: number; until: Date }
