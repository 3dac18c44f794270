import type { ReactElement } from 'react'

/** A page. */
export function SettingsView(): ReactElement {
  return <></>
}
