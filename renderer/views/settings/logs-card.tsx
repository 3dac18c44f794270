import { type ReactElement, useState } from 'react'
import { logMemory } from '../../../src/domain/settings'
import { StateWord } from '../../components/state-shape'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { readLogMemory } from './log-memory-draft'
import type { SettingsChange } from './settings-change'

type LogsCardProps = { readonly megabytes: number; readonly change: (part: SettingsChange) => void }

/** How much memory open logs may take; saved when the field is left. What can't be used is said and never saved. */
export function LogsCard({ megabytes, change }: LogsCardProps): ReactElement {
  const { t } = useTranslation('settings')
  const [draft, setDraft] = useState<string | null>(null)
  const read = draft === null ? megabytes : readLogMemory(draft)
  const save = (): void => {
    if (read === null) return
    if (read !== megabytes) change({ logMemoryMegabytes: read })
    setDraft(null)
  }
  return (
    <section className="card">
      <div className="ch">
        <h2>{t('logs')}</h2>
        <span className="r meta tx3">{t('saved')}</span>
      </div>
      <div className="cb">
        <div className="field">
          <label htmlFor="log-memory">{t('logMemory')}</label>
          <div className={read === null ? 'input short bad' : 'input short'}>
            <input
              id="log-memory"
              inputMode="numeric"
              maxLength={6}
              value={draft ?? String(megabytes)}
              autoComplete="off"
              aria-invalid={read === null}
              aria-describedby="log-memory-help log-memory-problem"
              onChange={(event) => setDraft(event.currentTarget.value)}
              onBlur={save}
              onKeyDown={(event) => event.key === 'Enter' && save()}
            />
            <span className="tx3 nw">MB</span>
          </div>
          <span className="help" id="log-memory-help">
            {t('logMemoryHelp')}
          </span>
          <div id="log-memory-problem" role="status">
            {read === null && <Problem />}
          </div>
        </div>
      </div>
    </section>
  )
}

function Problem(): ReactElement {
  const { t } = useTranslation('settings')
  const language = useLanguage()
  const least = formatCount(logMemory.leastMegabytes, language)
  const most = formatCount(logMemory.mostMegabytes, language)
  return (
    <div className="tres bad">
      <StateWord tone="bad" shape="bad">
        {t('logMemoryProblem', { least, most })}
      </StateWord>
      <span>{t('logMemoryStays')}</span>
    </div>
  )
}
