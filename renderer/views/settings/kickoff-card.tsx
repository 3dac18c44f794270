import { type ReactElement, useEffect, useMemo, useState } from 'react'
import { defaultKickoffPattern, kickoffExample } from '../../../src/domain/kickoff'
import { Button } from '../../components/button'
import { StateWord } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { KickoffExamples } from './kickoff-examples'
import { checkPattern, type PatternCheck } from './pattern-check'
import type { SettingsChange } from './settings-change'

type KickoffCardProps = { readonly pattern: string; readonly change: (part: SettingsChange) => void }

/** How long nothing is typed before a pattern that works is saved. */
const quietMs = 600

/** The pattern by which tags read as kickoffs, with what it makes of real tags. A pattern that works is saved after a moment. */
export function KickoffCard({ pattern, change }: KickoffCardProps): ReactElement {
  const { t } = useTranslation('settings')
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? pattern
  const check = useMemo(() => checkPattern(shown), [shown])
  const good = check.kind === 'good'
  useEffect(() => {
    if (draft === null || !good || draft === pattern) return undefined
    const timer = setTimeout(() => change({ kickoffPattern: draft }), quietMs)
    return () => clearTimeout(timer)
  }, [draft, good, pattern, change])
  return (
    <section className="card">
      <div className="ch">
        <h2>{t('kickoffs')}</h2>
        <span className="r meta tx3">{t('saved')}</span>
      </div>
      <div className="cb">
        <div className="field">
          <label htmlFor="kickoff-pattern">{t('pattern')}</label>
          <div className={good ? 'input' : 'input bad'}>
            <input
              id="kickoff-pattern"
              className="mono"
              value={shown}
              maxLength={500}
              spellCheck={false}
              autoComplete="off"
              aria-invalid={!good}
              aria-describedby="kickoff-pattern-help kickoff-pattern-problem"
              onChange={(event) => setDraft(event.currentTarget.value)}
            />
          </div>
          <span className="help" id="kickoff-pattern-help">
            {t('patternHelp')}
          </span>
          <div id="kickoff-pattern-problem" role="status">
            {!good && <Problem check={check} />}
          </div>
        </div>
        {shown !== defaultKickoffPattern && (
          <Button size="s" onClick={() => setDraft(defaultKickoffPattern)}>
            {t('reset')}
          </Button>
        )}
        <KickoffExamples pattern={shown} read={check.kind === 'good' ? check.read : null} hostId={null} />
      </div>
    </section>
  )
}

function Problem({ check }: { readonly check: Exclude<PatternCheck, { kind: 'good' }> }): ReactElement {
  const { t } = useTranslation('settings')
  const texts = { empty: t('empty'), 'no-summary': t('noSummary'), invalid: '' }
  return (
    <div className="tres bad">
      <StateWord tone="bad" shape="bad">
        {check.kind === 'invalid' ? t('invalid', { reason: check.reason }) : texts[check.kind]}
      </StateWord>
      <span>{t('problem')}</span>
      <span>{t('working', { pattern: defaultKickoffPattern, example: kickoffExample })}</span>
    </div>
  )
}
