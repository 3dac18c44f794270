import type { ReactElement } from 'react'
import type { LinePattern } from '../../../src/domain/line-matcher'
import { useTranslation } from '../../i18n/use-translation'

type PatternTogglesProps = {
  readonly pattern: LinePattern
  readonly onChange: (change: Partial<LinePattern>) => void
}

/** Whether case counts, and whether the text is a regular expression. */
export function PatternToggles({ pattern, onChange }: PatternTogglesProps): ReactElement {
  const { t } = useTranslation('logs')
  const isRegex = pattern.kind === 'regex'
  return (
    <>
      <button
        type="button"
        className="kbd toggle"
        aria-pressed={pattern.matchCase}
        aria-label={t('matchCase')}
        title={t('matchCase')}
        onClick={() => onChange({ matchCase: !pattern.matchCase })}
      >
        Aa
      </button>
      <button
        type="button"
        className="kbd toggle"
        aria-pressed={isRegex}
        aria-label={t('regex')}
        title={t('regex')}
        onClick={() => onChange({ kind: isRegex ? 'literal' : 'regex' })}
      >
        .*
      </button>
    </>
  )
}
