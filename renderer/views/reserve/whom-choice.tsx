import type { ReactElement } from 'react'
import { Segments } from '../../components/segments'
import { useTranslation } from '../../i18n/use-translation'

/** For whom a slot is reserved. */
export type WhomChoiceState = { readonly kind: 'me' | 'qa' | 'other'; readonly name: string }

type WhomChoiceProps = { readonly choice: WhomChoiceState; readonly onChoose: (choice: WhomChoiceState) => void }

/** The name that is written down: nobody else's for oneself. */
export function forWhomOf({ kind, name }: WhomChoiceState): string {
  if (kind === 'me') return ''
  return kind === 'qa' ? 'QA' : name.trim()
}

/** The choice that a name stands for. */
export function whomChoiceOf(forWhom: string): WhomChoiceState {
  if (forWhom === '') return { kind: 'me', name: '' }
  return forWhom === 'QA' ? { kind: 'qa', name: '' } : { kind: 'other', name: forWhom }
}

/** Oneself, the testers, or a name. */
export function WhomChoice({ choice, onChoose }: WhomChoiceProps): ReactElement {
  const { t } = useTranslation('reserve')
  return (
    <div className="field">
      <span className="lab">{t('forWhom')}</span>
      <div className="whom">
        <Segments
          label={t('forWhom')}
          value={choice.kind}
          choices={[
            { value: 'me', word: t('forMe') },
            { value: 'qa', word: t('forQa') },
            { value: 'other', word: t('forOther') },
          ]}
          onChoose={(kind) => onChoose({ ...choice, kind })}
        />
        {choice.kind === 'other' && (
          <div className="input">
            <input
              aria-label={t('forOtherLabel')}
              placeholder={t('forOtherLabel')}
              value={choice.name}
              maxLength={40}
              autoComplete="off"
              onChange={(event) => onChoose({ ...choice, name: event.currentTarget.value })}
            />
          </div>
        )}
      </div>
      {choice.kind !== 'me' && <span className="help">{t('forHelp')}</span>}
    </div>
  )
}
