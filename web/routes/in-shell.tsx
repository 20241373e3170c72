/** Pages inside a shell: where one cannot be shown, the shell around it still stands. */
import { Outlet } from 'react-router'

export { Stumble as ErrorBoundary } from '../parts/stumble.tsx'

export default function InShell() {
  return <Outlet />
}
