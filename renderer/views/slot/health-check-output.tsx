import { type ReactElement, useEffect, useState } from 'react'
import type { ServiceHealthView } from '../../../src/contract/health-contract'
import { useClient } from '../../client-context'
import { CopyButton } from '../../components/copy-button'
import { KeyCap } from '../../components/key-cap'
import { scrollable } from '../../components/scrollable'
import { StateWord } from '../../components/state-shape'
import { formatClock, formatStepTime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { PlacedCheck } from './check-place'

type HealthCheckOutputProps = {
  readonly address: { readonly hostId: string; readonly slot: string }
  readonly check: PlacedCheck
  readonly probe: ServiceHealthView['probe']
}

/** How the chosen check went, and what it wrote. */
export function HealthCheckOutput({ address, check, probe }: HealthCheckOutputProps): ReactElement {
  const { t } = useTranslation('health')
  const language = useLanguage()
  const output = useCheckOutput(address, check)
  const face = faces[check.kind]
  const time = formatStepTime(check.durationMs, language)
  const code = check.source === 'http' ? 'statusIn' : 'exitIn'
  return (
    <div className={`out out-${face.tone}`} data-check={check.startedAtMs}>
      <div className="oh">
        <StateWord tone={face.tone} shape={face.shape}>
          {t(`words.${check.kind}`)}
        </StateWord>
        <b>
          {check.service}, {formatClock(check.startedAtMs, true)}
        </b>
        {check.source === 'http' && probe !== null && <code className="ell">GET {probe.path}</code>}
        <span>{check.code === null ? t('after', { time }) : t(code, { code: check.code, time })}</span>
        <span className="grow" />
        <span aria-hidden="true">
          <KeyCap>←</KeyCap> <KeyCap>→</KeyCap> {t('otherChecks')}
        </span>
        <CopyButton text={output ?? ''} />
      </div>
      <pre className="logbox raw" {...scrollable} aria-label={t('output')}>
        {output === null ? t('outputGone') : output === '' ? t('noOutput') : output}
      </pre>
    </div>
  )
}

type Known = { readonly of: string; readonly output: string | null }

/** Empty while it is read; null: it is no longer kept. The engine has made it harmless. */
function useCheckOutput({ hostId, slot }: HealthCheckOutputProps['address'], check: PlacedCheck): string | null {
  const client = useClient()
  const { service, containerId, source, startedAtMs } = check
  const of = JSON.stringify([hostId, slot, service, containerId, source, startedAtMs])
  const [known, setKnown] = useState<Known>({ of: '', output: '' })
  useEffect(() => {
    const reading = new AbortController()
    client
      .request('read-check-output', { hostId, slot, service, containerId, source, startedAtMs }, reading.signal)
      .then(
        ({ output }) => setKnown({ of, output }),
        () => !reading.signal.aborted && setKnown({ of, output: null }),
      )
    return () => reading.abort()
  }, [client, hostId, slot, service, containerId, source, startedAtMs, of])
  return known.of === of ? known.output : ''
}

const faces = {
  passed: { tone: 'ok', shape: 'ok' },
  failed: { tone: 'bad', shape: 'bad' },
  'timed-out': { tone: 'bad', shape: 'fail' },
  starting: { tone: 'busy', shape: 'start' },
} as const
