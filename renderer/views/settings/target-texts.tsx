import type { ReactElement } from 'react'
import type { SentKind } from '../../../src/domain/notice'
import { sentKinds } from '../../../src/domain/notice'
import type { NoticeTarget } from '../../../src/domain/notice-target'
import { templatePlaceholders } from '../../../src/domain/notice-template'
import { useTranslation } from '../../i18n/use-translation'

type TargetTextsProps = {
  readonly draft: Pick<NoticeTarget, 'events' | 'templates'>
  readonly longest: number
  readonly onText: (kind: SentKind, text: string) => void
}

const known = templatePlaceholders.map((name) => `{${name}}`).join(' ')

/** Texts of one's own instead of Berth's, for what is told. */
export function TargetTexts({ draft, longest, onText }: TargetTextsProps): ReactElement {
  const { t } = useTranslation('notices')
  return (
    <details>
      <summary>{t('form.texts')}</summary>
      <p className="meta tx3" id="target-texts-help">
        {t('form.textsHelp', { known })}
      </p>
      {sentKinds
        .filter((kind) => draft.events.includes(kind))
        .map((kind) => (
          <div className="field" key={kind}>
            <label htmlFor={`target-text-${kind}`}>{t(`events.${kind}`)}</label>
            <div className="input">
              <input
                id={`target-text-${kind}`}
                value={draft.templates[kind] ?? ''}
                maxLength={longest}
                autoComplete="off"
                aria-label={t('form.textFor', { event: t(`events.${kind}`) })}
                aria-describedby="target-texts-help"
                onChange={(event) => onText(kind, event.currentTarget.value)}
              />
            </div>
          </div>
        ))}
    </details>
  )
}
