import { type ReactElement, useEffect, useMemo, useState } from 'react'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { CopyButton } from '../../components/copy-button'
import { scrollable } from '../../components/scrollable'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { ErrorNote } from '../deploy/error-note'

type LastLogsProps = { readonly hostId: string; readonly deploymentId: string; readonly services: readonly string[] }

/** The last lines of containers that are gone: one press a service, then searchable. */
export function LastLogs({ hostId, deploymentId, services }: LastLogsProps): ReactElement | null {
  const { t } = useTranslation('activity')
  const [shown, setShown] = useState<string | null>(null)
  if (services.length === 0) return null
  return (
    <div className="last-logs">
      <div className="flex wrap-line">
        {services.map((service) => (
          <Button
            key={service}
            size="s"
            icon={shown === service ? 'down' : 'right'}
            aria-expanded={shown === service}
            onClick={() => setShown(shown === service ? null : service)}
          >
            {t('lastLines', { service })}
          </Button>
        ))}
      </div>
      {shown !== null && <LastLog key={shown} hostId={hostId} deploymentId={deploymentId} service={shown} />}
    </div>
  )
}

type LastLogProps = { readonly hostId: string; readonly deploymentId: string; readonly service: string }

function LastLog({ hostId, deploymentId, service }: LastLogProps): ReactElement {
  const { t } = useTranslation('activity')
  const { text, error, retry } = useLastLog(hostId, deploymentId, service)
  const [needle, setNeedle] = useState('')
  const lines = useMemo(() => (text ?? '').replace(/\n$/, '').split('\n'), [text])
  const found = useMemo(() => linesWith(lines, needle), [lines, needle])
  const language = useLanguage()
  if (error !== null) return <ErrorNote error={error} onRetry={retry} />
  if (text === null) {
    return (
      <p className="meta tx2" role="status">
        {t('lastLinesLoading')}
      </p>
    )
  }
  const [shown, total] = [formatCount(found.length, language), formatCount(lines.length, language)]
  return (
    <section className="card clip" aria-label={t('lastLines', { service })}>
      <div className="ch">
        <h2>{t('lastLines', { service })}</h2>
        <input
          className="log-needle"
          type="search"
          value={needle}
          maxLength={200}
          placeholder={t('lastLinesFilter')}
          aria-label={t('lastLinesFilter')}
          onChange={(event) => setNeedle(event.currentTarget.value)}
        />
        <span className="meta tx3" role="status">
          {t('lastLinesCount', { shown, total })}
        </span>
        <span className="r" />
        <CopyButton text={text} />
      </div>
      <pre className="logbox raw tall" {...scrollable} aria-label={t('lastLines', { service })}>
        {found.length === 0 ? t('lastLinesNone') : found.join('\n')}
      </pre>
    </section>
  )
}

function linesWith(lines: readonly string[], needle: string): readonly string[] {
  if (needle === '') return lines
  const wanted = needle.toLowerCase()
  return lines.filter((line) => line.toLowerCase().includes(wanted))
}

function useLastLog(hostId: string, deploymentId: string, service: string) {
  const client = useClient()
  const [text, setText] = useState<string | null>(null)
  const [error, setError] = useState<BerthErrorData | null>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const asking = new AbortController()
    client.request('read-last-log', { hostId, deploymentId, service }, asking.signal).then(
      (read) => {
        setText(read.text)
        setError(null)
      },
      (thrown: unknown) => !asking.signal.aborted && setError(toErrorData(thrown)),
    )
    return () => asking.abort()
  }, [client, hostId, deploymentId, service, attempt])
  return { text, error, retry: () => setAttempt((before) => before + 1) }
}
