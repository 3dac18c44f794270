import type { ReactElement } from 'react'
import type { NoticeTarget } from '../../../src/domain/notice-target'
import { CheckBox } from '../../components/check-box'
import { Icon } from '../../components/icon'
import { StateWord } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { showWhole } from './show-whole'
import type { TargetForm } from './use-target-form'

type TargetSecretsProps = {
  readonly form: TargetForm
  readonly target: NoticeTarget | null
  readonly unsigned: boolean
  readonly onUnsigned: (unsigned: boolean) => void
}

/** The address, and what signs the messages of a webhook: fields that stay empty where something is kept already. */
export function TargetSecrets({ form, target, unsigned, onUnsigned }: TargetSecretsProps): ReactElement {
  const { t } = useTranslation('notices')
  const { kind } = form.draft
  const help = kind === 'slack' ? t('form.slackHelp') : t('form.webhookHelp')
  return (
    <>
      <SecretField
        name="address"
        label={t('form.address')}
        help={target === null ? help : `${t('form.unchanged', { shown: target.shown })} ${help}`}
        isBad={form.refusal !== null}
      />
      {form.refusal !== null && (
        <p role="alert" ref={showWhole}>
          <StateWord tone="bad" shape="bad">
            {t(`form.refused.${form.refusal}`)}
          </StateWord>
        </p>
      )}
      {kind === 'webhook' && (
        <SecretField name="signing" label={t('form.signing')} help={t('form.signingHelp')} isBad={false} />
      )}
      {kind === 'webhook' && target !== null && (
        <CheckBox checked={unsigned} label={t('form.removeSigning')} onToggle={() => onUnsigned(!unsigned)}>
          {t('form.removeSigning')}
        </CheckBox>
      )}
      <Keeping form={form} />
    </>
  )
}

type SecretFieldProps = {
  readonly name: string
  readonly label: string
  readonly help: string
  readonly isBad: boolean
}

function SecretField({ name, label, help, isBad }: SecretFieldProps): ReactElement {
  const id = `target-${name}`
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={isBad ? 'input bad' : 'input'}>
        <Icon name="key" />
        <input
          id={id}
          name={name}
          type="password"
          maxLength={1_000}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isBad}
          aria-describedby={`${id}-help`}
        />
      </div>
      <span className="help" id={`${id}-help`}>
        {help}
      </span>
    </div>
  )
}

/** Whether they are kept for the next start, and what that means on this system. */
function Keeping({ form: { canKeep, keep, setKeep } }: { readonly form: TargetForm }): ReactElement {
  const { t } = useTranslation('notices')
  if (canKeep === 'no') return <p className="meta tx2">{t('form.cannotKeep')}</p>
  const word = canKeep === 'keyring' ? t('form.keepKeyring') : t('form.keepPlain')
  return (
    <div className="keeping">
      <CheckBox checked={keep} label={word} onToggle={() => setKeep(!keep)}>
        {word}
      </CheckBox>
      {canKeep === 'plain' && <p className="meta tx2">{t('form.plainMeans')}</p>}
    </div>
  )
}
