import type { ReactElement } from 'react'
import type { SecretQuestionView } from '../../src/contract/shell-contract'
import { useTranslation } from '../i18n/use-translation'
import { CheckBox } from './check-box'

type KeepChoiceProps = {
  readonly canKeep: SecretQuestionView['canKeep']
  readonly keep: boolean
  readonly onToggle: () => void
  /** It serves for this run in any case. */
  readonly servesUntilClosed: boolean
}

/** Whether a secret is kept for the next start, and what that means on this system. */
export function KeepChoice({ canKeep, keep, onToggle, servesUntilClosed }: KeepChoiceProps): ReactElement {
  const { t } = useTranslation('secrets')
  if (canKeep === 'no') return <p className="meta tx2">{t('cannotKeep')}</p>
  const word = canKeep === 'keyring' ? t('keepKeyring') : t('keepPlain')
  return (
    <div className="keeping">
      <CheckBox checked={keep} label={word} onToggle={onToggle}>
        {word}
      </CheckBox>
      <p className="meta tx2">
        {canKeep === 'plain' && `${t('plainMeans')} `}
        {servesUntilClosed && t('untilClosed')}
      </p>
    </div>
  )
}
