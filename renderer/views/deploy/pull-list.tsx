import type { ReactElement } from 'react'
import type { Deployment } from '../../../src/domain/deployment'
import { cssVariables } from '../../components/css-variables'
import { useClock } from '../../format/clock'
import { formatBytes, formatBytesOf, formatShare } from '../../format/size'
import { formatDuration, formatStepTime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { type PullFigures, summarizePulls } from './pull-figures'

/** The pulls of a deployment: a bar a service, and how fast it goes. */
export function PullList({ deployment }: { readonly deployment: Deployment }): ReactElement | null {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  // The clock gives each second a new rate; the figures come with the deployment's own news.
  const nowMs = useClock((now) => now - (now % 1_000))
  const { pulls } = deployment
  if (pulls.length === 0) return null
  const summary = summarizePulls(pulls, nowMs)
  const { bytesPerSecond, leftMs, layers, layersOnHost } = summary
  const parts: string[] = []
  if (bytesPerSecond !== null && deployment.phase === 'running') {
    const rate = formatBytes(bytesPerSecond)
    const left = leftMs === null ? null : formatDuration(leftMs, language)
    parts.push(left === null ? t('pullRate', { rate }) : t('pullRateLeft', { rate, left }))
  }
  if (layersOnHost > 0) parts.push(t('layersOnHost', { onHost: layersOnHost, layers }))
  return (
    <>
      <div className="pulls">
        {summary.pulls.map((pull) => (
          <PullLine key={pull.service} pull={pull} />
        ))}
      </div>
      {parts.length > 0 && <span className="sub pull-rate">{parts.join(' ')}</span>}
    </>
  )
}

function PullLine({ pull }: { readonly pull: PullFigures }): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const { doneBytes, totalBytes, ended, tookMs } = pull
  const share = ended ? 1 : totalBytes === 0 ? 0 : doneBytes / totalBytes
  const text = (): string => {
    if (ended && totalBytes === 0) return t('pulledNothing')
    if (ended) return t('pulled', { size: formatBytes(totalBytes), time: formatStepTime(tookMs ?? 0, language) })
    return totalBytes === 0 ? t('pullWaiting') : t('pulling', formatBytesOf(doneBytes, totalBytes))
  }
  return (
    <div>
      <span className="ell">{pull.service}</span>
      <div
        className={ended ? 'bar done' : 'bar'}
        style={cssVariables({ '--v': `${share * 100}%` })}
        role="progressbar"
        aria-label={pull.service}
        aria-valuetext={formatShare(share)}
        aria-valuenow={Math.round(share * 100)}
      >
        <i />
      </div>
      <span className="q">{text()}</span>
    </div>
  )
}
