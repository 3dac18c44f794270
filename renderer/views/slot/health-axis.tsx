import type { ReactElement } from 'react'
import type { TimeSpan } from '../../../src/domain/service-health'
import { cssVariables } from '../../components/css-variables'
import { formatClock } from '../../format/time'
import { axisTimes } from './axis-times'

/** The times below the strips. Screen readers hear each check's own. */
export function HealthAxis({ time }: { readonly time: TimeSpan }): ReactElement {
  return (
    <div className="haxis" aria-hidden="true">
      <div>
        {axisTimes(time).map((atMs) => {
          const share = (atMs - time.fromMs) / (time.untilMs - time.fromMs)
          return (
            <span key={atMs} style={cssVariables({ '--at': `${(share * 100).toFixed(2)}%` })}>
              {formatClock(atMs)}
            </span>
          )
        })}
      </div>
    </div>
  )
}
