import { redirect } from 'react-router'
import { BRAND_HOME } from '../session.ts'

export function loader() {
  return redirect(BRAND_HOME)
}
