/** Stands in for any page while the database is away, so it asks nothing of it. */
export function loader() {
  throw new Response(null, { status: 503 })
}

export default function Away() {
  return null
}
