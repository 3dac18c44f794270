import type { ReactElement } from 'react'
import type { LogTarget } from '../../stores/navigation-store'
import { ChooseLog } from './choose-log'
import { LogPage } from './log-page'

/** The logs of a slot's services; without a target it asks for a slot. */
export function LogsView({ target }: { readonly target: LogTarget | null }): ReactElement {
  return target === null ? <ChooseLog /> : <LogPage key={JSON.stringify(target)} target={target} />
}
