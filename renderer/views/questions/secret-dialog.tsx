import { type FormEvent, type ReactElement, useRef, useState } from 'react'
import type { SecretQuestionView } from '../../../src/contract/shell-contract'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { Dialog, DialogTitle } from '../../components/dialog'
import { focusFirst } from '../../components/focus-first'
import { Icon } from '../../components/icon'
import { KeepChoice } from '../../components/keep-choice'
import { StateShape } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { reportError } from '../../stores/notice-store'

/** Asks for one secret. It stands in the field alone, goes to the shell and is wiped out here. */
export function SecretDialog({ question }: { readonly question: SecretQuestionView }): ReactElement {
  const { t } = useTranslation('secrets')
  const client = useClient()
  const { questionId, what, canKeep, isRetry } = question
  const field = useRef<HTMLInputElement | null>(null)
  const [keep, setKeep] = useState(canKeep === 'keyring' && what.kind !== 'answer')
  const give = (secret: string | null): void => {
    if (field.current !== null) field.current.value = ''
    void client.ask('give-secret', { questionId, secret, keep: secret !== null && keep }).catch(reportError)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const secret = field.current?.value ?? ''
    if (secret !== '') give(secret)
  }
  const words = useWords(what)
  return (
    <Dialog size="small" onClose={() => give(null)} closesOutside={false}>
      <form className="contents" onSubmit={submit}>
        <header>
          <DialogTitle>{words.title}</DialogTitle>
        </header>
        <div className="body padded secret">
          <p className="wrap" id="secret-lead">
            {words.lead}
          </p>
          {isRetry && <LastWasWrong />}
          <div className="field">
            <label htmlFor="secret-field">{words.label}</label>
            <div className="input">
              <Icon name="key" />
              <input
                id="secret-field"
                ref={(element) => {
                  field.current = element
                  focusFirst(element)
                }}
                type={what.kind === 'answer' && what.isShown ? 'text' : 'password'}
                maxLength={4_096}
                autoComplete="off"
                spellCheck={false}
                aria-describedby="secret-lead"
              />
            </div>
          </div>
          <Keeping question={question} keep={keep} onToggle={() => setKeep(!keep)} />
        </div>
        <footer>
          <span className="grow" />
          <Button onClick={() => give(null)}>{t('decline')}</Button>
          <Button kind="primary" type="submit">
            {t('give')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function LastWasWrong(): ReactElement {
  const { t } = useTranslation('secrets')
  return (
    <p className="flex why" role="alert">
      <span className="st st-bad">
        <StateShape name="fail" />
      </span>
      {t('retry')}
    </p>
  )
}

function useWords(what: SecretQuestionView['what']): { title: string; lead: string; label: string } {
  const { t } = useTranslation('secrets')
  switch (what.kind) {
    case 'passphrase':
      return {
        title: t('passphrase.title'),
        lead: t('passphrase.lead', { file: what.keyFile }),
        label: t('passphrase.label'),
      }
    case 'password':
      return {
        title: t('password.title', { host: what.host }),
        lead: t('password.lead', { user: what.user, host: what.host }),
        label: t('password.label'),
      }
    case 'answer':
      return {
        title: t('answer.title', { host: what.host }),
        lead: t('answer.lead', { user: what.user }),
        label: what.prompt === '' ? t('answer.empty') : what.prompt,
      }
  }
}

/** A code for once is not spoken of. */
function Keeping({ question: { canKeep, what }, keep, onToggle }: KeepingProps): ReactElement | null {
  if (what.kind === 'answer' && what.isShown) return null
  return <KeepChoice {...{ canKeep, keep, onToggle }} servesUntilClosed={what.kind !== 'answer'} />
}

type KeepingProps = {
  readonly question: SecretQuestionView
  readonly keep: boolean
  readonly onToggle: () => void
}
