import type { ReactElement } from 'react'
import type { DeploymentResult } from '../../../src/domain/deployment'
import { displayBlock } from '../../../src/domain/display-text'
import { CopyButton } from '../../components/copy-button'
import { scrollable } from '../../components/scrollable'
import { StateWord } from '../../components/state-shape'
import { formatClock } from '../../format/time'
import { useTranslation } from '../../i18n/use-translation'

type FailingOutputProps = { readonly result: DeploymentResult | null; readonly atMs: number }

/** What the check that failed wrote; nothing where none failed. */
export function FailingOutput({ result, atMs }: FailingOutputProps): ReactElement | null {
  const { t } = useTranslation('activity')
  if (result?.kind !== 'put-back' && result?.kind !== 'down') return null
  const output = result.failingOutput === '' ? result.log : result.failingOutput
  const service = result.error.details['service']
  return (
    <div className="out">
      <div className="oh">
        <StateWord tone="bad" shape="bad">
          {t('failed')}
        </StateWord>
        <b>{[service, formatClock(atMs)].filter(Boolean).join(', ')}</b>
        <span className="grow" />
        <CopyButton text={output} />
      </div>
      <pre className="logbox raw" {...scrollable} aria-label={t('failed')}>
        {output === '' ? t('noOutput') : displayBlock(output)}
      </pre>
    </div>
  )
}
