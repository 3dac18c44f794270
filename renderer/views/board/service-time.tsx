import { memo, type ReactElement } from 'react'
import type { ServiceView } from '../../../src/domain/board'
import { useClock } from '../../format/clock'
import { formatMoment, formatRunning, formatUptime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

type ServiceTimeProps = { readonly service: ServiceView; readonly old: boolean }

/** How long a service is up or starting, or when and how it ended. Nothing of a host that doesn't answer: its clock goes on, what is known doesn't. */
export const ServiceTime = memo(function ServiceTime({ service, old }: ServiceTimeProps): ReactElement {
  const { t } = useTranslation('board')
  const language = useLanguage()
  const text = useClock((nowMs) => {
    const { state, startedAtMs, finishedAtMs, exitCode } = service
    if (old) return ''
    if (state.kind === 'not-run') return t('service.neverStarted')
    if (state.kind === 'stopped' || (state.kind === 'unhealthy' && hasEnded(service))) {
      const time = finishedAtMs === null ? '' : formatMoment(finishedAtMs, nowMs, language)
      return t('service.exit', { code: exitCode ?? '?', time }).replace(/ · $/, '')
    }
    if (startedAtMs === null) return ''
    const elapsedMs = nowMs - startedAtMs
    if (state.kind !== 'starting') return t('service.up', { time: formatUptime(elapsedMs, language) })
    const running = formatRunning(elapsedMs)
    if (service.startPeriodMs === null) return running
    return t('service.usual', { time: running, usual: formatRunning(service.startPeriodMs) })
  })
  return <>{text}</>
})

function hasEnded(service: ServiceView): boolean {
  return service.finishedAtMs !== null && (service.startedAtMs === null || service.finishedAtMs >= service.startedAtMs)
}
