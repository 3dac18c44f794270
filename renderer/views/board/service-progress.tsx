import type { CSSProperties, ReactElement } from 'react'
import type { ServiceView } from '../../../src/domain/board'
import type { ServiceActivity } from '../../../src/domain/slot-activity'
import { StateWord } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatBytesOf, formatShare } from '../../format/size'
import { useTranslation } from '../../i18n/use-translation'
import { shortRevision } from './service-look'

type Activity<Kind> = Extract<ServiceActivity, { kind: Kind }>

/** A service whose image is on its way. */
export function PullProgress(props: {
  readonly activity: Activity<'pulling'>
  readonly service: ServiceView
}): ReactElement {
  const { t } = useTranslation('board')
  const { doneBytes, totalBytes } = props.activity
  const share = totalBytes === 0 ? 0 : doneBytes / totalBytes
  return (
    <>
      <div className="svc1">
        <StateWord tone="busy" shape="pull">
          {t('service.pulling', { share: formatShare(share) })}
        </StateWord>
      </div>
      <Bar share={share} />
      <div className="svc2">
        <code className="sha ell">{shortRevision(props.service)}</code>
        <span className="ell">{totalBytes > 0 && t('service.bytes', formatBytesOf(doneBytes, totalBytes))}</span>
      </div>
    </>
  )
}

/** A service whose new container must show that it serves. */
export function GateProgress(props: {
  readonly activity: Activity<'gate'>
  readonly service: ServiceView
}): ReactElement {
  const { t } = useTranslation('board')
  const { passed, needed, startedAtMs, deadlineAtMs } = props.activity
  const seconds = useClock((nowMs) => Math.max(0, Math.ceil((deadlineAtMs - nowMs) / 1_000)))
  const totalSeconds = Math.max(1, (deadlineAtMs - startedAtMs) / 1_000)
  return (
    <>
      <div className="svc1">
        <StateWord tone="busy" shape="start">
          {t('service.gate', { seconds })}
        </StateWord>
      </div>
      <Bar share={1 - seconds / totalSeconds} />
      <div className="svc2">
        <code className="sha ell">{shortRevision(props.service)}</code>
        <span className="ell">{t('service.checks', { passed, needed })}</span>
      </div>
    </>
  )
}

function Bar({ share }: { readonly share: number }): ReactElement {
  return (
    <div className="bar" aria-hidden="true" style={{ '--v': formatShare(share) } as CSSProperties}>
      <i />
    </div>
  )
}
