/** What is read of one Facebook Page and its posts
 * (https://developers.facebook.com/docs/graph-api/reference/page, read 2026-11-22). */
import { dayOf, followersOn, type Post, postsUntil } from '../numbers.ts'
import type { Page } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import { accountState } from '../world.ts'
import { fans, pageInsights, postInsights } from './facebook-insights.ts'
import { pictureOf } from './facebook-picture.ts'
import { type PageCaller, pageName, pageToken, tasksOn, type UserCaller } from './facebook-roles.ts'
import { type GraphError, graphTime, objectMissing } from './graph.ts'
import type { GraphCall } from './graph-call.ts'
import { type EdgeAsk, emptyFields, type Found, type Node } from './graph-fields.ts'
import { addressOf } from './graph-node.ts'
import { pageOf } from './graph-paging.ts'

type Caller = UserCaller | PageCaller
export type PageView = { box: Sandbox; call: GraphCall; caller: Caller; page: Page }

/** Why this Page cannot be read at all, or null. */
export function pageError(box: Sandbox, caller: Caller, page: Page): GraphError | null {
  const state = accountState(box.world, 'facebook', page.id)
  if (state.closed) return objectMissing(page.id)
  if (state.unpublished && box.world.settings['facebook.unpublished_page'] === 'missing')
    return objectMissing(page.id)
  return caller.consent.pages.includes(page.id) ? null : untickedError(box, page)
}

/** Which error follows an unticked Page is not documented; the nearest documented ones are settings. */
function untickedError(box: Sandbox, page: Page): GraphError {
  switch (box.world.settings['facebook.unticked_page']) {
    case 'permission-10':
      return missingPermission('pages_read_engagement')
    case 'permission-200':
      return {
        message: "(#200) The user hasn't authorized the application to perform this action",
        code: 200,
      }
    case 'role-492':
      return {
        message:
          'The user must be an administrator, editor, or moderator of the page in order to impersonate it. If the page business requires Two Factor Authentication, the user also needs to enable Two Factor Authentication.',
        code: 190,
        error_subcode: 492,
      }
    case 'missing-33':
      return objectMissing(page.id)
    case 'impersonation-190':
      return {
        message: "The 'pages_read_engagement' permission must be granted before impersonating a user's page.",
        code: 190,
      }
  }
}

function missingPermission(permission: string): GraphError {
  return {
    message: `(#10) Object does not exist, cannot be loaded due to missing permission or reviewable feature, or does not support this operation. This endpoint requires the '${permission}' permission or the 'Page Public Content Access' feature. Refer to https://developers.facebook.com/docs/apps/review/login-permissions#manage-pages and https://developers.facebook.com/docs/apps/review/feature#reference-PAGES_ACCESS for details.`,
    code: 10,
  }
}

/** Everything else about a Page needs `pages_read_engagement`. */
const OPEN_FIELDS = [
  'id',
  'name',
  'access_token',
  'category',
  'category_list',
  'link',
  'picture',
  'username',
  'tasks',
  'insights',
  'posts',
  'published_posts',
  'feed',
]

/** Fields of Meta's own SDK that no Page here has filled in. */
const EMPTY = emptyFields(`
  affiliation app_id artists_we_like attire awards bio birthday booking_agent business can_checkin can_post
  checkins company_overview connected_instagram_account connected_page_backed_instagram_account
  contact_address cover current_location description description_html directed_by display_subtext emails
  engagement featured_video founded general_info general_manager genre global_brand_page_name
  global_brand_root_id has_added_app has_whatsapp_business_number has_whatsapp_number hometown hours impressum
  influences instagram_business_account is_always_open is_chain is_community_page is_owned
  is_permanently_closed is_unclaimed is_verified is_webhooks_subscribed keywords location members mission mpg
  name_with_location_descriptor network new_like_count overall_star_rating owner_business page_token parent_page
  parking payment_options personal_info personal_interests phone place_type plot_outline press_contact
  price_range privacy_info_url produced_by products promotion_eligible public_transit rating_count
  record_label release_date single_line_address starring start_info store_number studio temporary_status
  unread_message_count unread_notif_count unseen_message_count voip_info website were_here_count
  whatsapp_number written_by`)

export function pageNode(view: PageView): Node {
  const { box, caller, page } = view
  const day = dayOf(box.now())
  const followers = followersOn(page.id, page.shape, day)
  const has = (permission: string): boolean => caller.consent.granted.includes(permission)
  return {
    type: 'Page',
    standard: ['name', 'id'],
    refuse: (names) =>
      names.some((name) => !OPEN_FIELDS.includes(name)) && !has('pages_read_engagement')
        ? missingPermission('pages_read_engagement')
        : null,
    fields: {
      ...EMPTY,
      id: page.id,
      name: pageName(box, page),
      username: page.username ?? undefined,
      link: `https://www.facebook.com/${page.username ?? page.id}`,
      category: page.category,
      category_list: [{ id: page.categoryId, name: page.category }],
      about: page.about,
      tasks: tasksOn(page, caller.person),
      // A Page that is not ticked has no token to give.
      access_token: () =>
        caller.kind === 'page'
          ? caller.token.value
          : caller.consent.pages.includes(page.id)
            ? pageToken(box, caller, page)
            : undefined,
      fan_count: fans(page, day),
      followers_count: followers,
      talking_about_count: Math.round(followers * 0.013),
      verification_status: page.verification,
      is_published: !accountState(box.world, 'facebook', page.id).unpublished,
      has_transitioned_to_new_page_experience: true,
    },
    edges: {
      picture: pictureOf(page.id),
      insights: (ask) => insights(view, ask),
      ...Object.fromEntries(
        ['posts', 'published_posts', 'feed'].map((edge) => [edge, (ask: EdgeAsk) => posts(view, edge, ask)]),
      ),
    },
  }
}

/** `<page>_<number>`, as Page posts are named. */
export function postNode(view: PageView, id: string): Node | null {
  const post = postsOf(view).find((each) => postId(view.page, each) === id)
  return post === undefined ? null : nodeOf(view, post)
}

function insights(view: PageView, ask: EdgeAsk): Found {
  const refused = insightsError(view)
  if (refused !== null) return { ok: false, error: refused }
  const { box, page, call } = view
  return pageInsights(box, { page, ask, address: addressOf(call, ask, `${page.id}/insights`) })
}

function insightsError({ caller, page }: PageView): GraphError | null {
  for (const permission of ['read_insights', 'pages_read_engagement'])
    if (!caller.consent.granted.includes(permission)) return missingPermission(permission)
  return tasksOn(page, caller.person).includes('ANALYZE')
    ? null
    : { message: '(#200) The user does not have the ANALYZE task on this Page', code: 200 }
}

function posts(view: PageView, edge: string, ask: EdgeAsk): Found {
  if (!view.caller.consent.granted.includes('pages_read_engagement'))
    return { ok: false, error: missingPermission('pages_read_engagement') }
  return pageOf({
    nodes: postsOf(view).map((post) => nodeOf(view, post)),
    ask,
    address: addressOf(view.call, ask, `${view.page.id}/${edge}`),
  })
}

function postsOf({ box, page }: PageView): Post[] {
  return postsUntil(page.id, page.shape, { ms: box.now(), count: 50 })
}

function postId(page: Page, post: Post): string {
  return `${page.id}_${100_000_000_000 + post.number}`
}

const EMPTY_POST = emptyFields(`
  actions admin_creator application backdated_time call_to_action child_attachments coordinates event
  feed_targeting height icon is_hidden is_popular is_spherical message_tags parent_id place privacy
  promotion_status properties scheduled_publish_time story story_tags subscribed target targeting
  timeline_visibility via width attachments`)

function nodeOf(view: PageView, post: Post): Node {
  const { box, page } = view
  const id = postId(page, post)
  const picture = `https://scontent.xx.fbcdn.net/v/${page.id}-${post.number}.png`
  const counted =
    (count: number, more: Record<string, unknown> = {}) =>
    (ask: EdgeAsk): Found => ({
      ok: true,
      value: {
        data: [],
        ...(ask.param('summary') === null ? {} : { summary: { total_count: count, ...more } }),
      },
    })
  return {
    type: 'PagePost',
    standard: ['created_time', 'message', 'id'],
    fields: {
      ...EMPTY_POST,
      id,
      message: post.caption,
      created_time: graphTime(post.postedAt),
      updated_time: graphTime(post.postedAt),
      permalink_url: `https://www.facebook.com/${page.id}/posts/${100_000_000_000 + post.number}`,
      full_picture: picture,
      picture,
      from: { name: pageName(box, page), id: page.id },
      shares: post.shares === 0 ? undefined : { count: post.shares },
      is_published: true,
      is_expired: false,
      status_type: post.video ? 'added_video' : 'added_photos',
    },
    edges: {
      likes: counted(post.likes, { can_like: true, has_liked: false }),
      reactions: counted(post.likes, { viewer_reaction: 'NONE' }),
      comments: counted(post.comments, { order: 'ranked', can_comment: true }),
      insights: (ask) => {
        const refused = insightsError(view)
        return refused === null ? postInsights({ owner: id, post, ask }) : { ok: false, error: refused }
      },
    },
  }
}
