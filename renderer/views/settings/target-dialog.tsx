import { type FormEvent, type ReactElement, useRef, useState } from 'react'
import { sentKinds } from '../../../src/domain/notice'
import { longestTemplate, type NoticeTarget } from '../../../src/domain/notice-target'
import { Button } from '../../components/button'
import { CheckBox } from '../../components/check-box'
import { Dialog, DialogTitle } from '../../components/dialog'
import { focusFirst } from '../../components/focus-first'
import { Segments } from '../../components/segments'
import { useTranslation } from '../../i18n/use-translation'
import { ErrorNote } from '../deploy/error-note'
import { showWhole } from './show-whole'
import { TargetSecrets } from './target-secrets'
import { TargetTexts } from './target-texts'
import { type TargetForm, type TypedSecrets, useTargetForm } from './use-target-form'

type TargetDialogProps = { readonly target: NoticeTarget | null; readonly onClose: () => void }

/** Adds or changes somebody who is told. Address and secret go from their fields to the shell alone. */
export function TargetDialog({ target, onClose }: TargetDialogProps): ReactElement {
  const { t } = useTranslation('notices')
  const form = useTargetForm(target, onClose)
  const secrets = useRef<HTMLFormElement>(null)
  const [unsigned, setUnsigned] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.save(typedIn(secrets.current, unsigned))
  }
  return (
    <Dialog size="small" onClose={onClose} closesOutside={false}>
      <form className="contents" ref={secrets} onSubmit={submit}>
        <header>
          <DialogTitle>{target === null ? t('form.addTitle') : t('form.editTitle', { name: target.name })}</DialogTitle>
        </header>
        <div className="body padded target-form">
          {form.error !== null && (
            <div ref={showWhole}>
              <ErrorNote error={form.error} />
            </div>
          )}
          <span>
            <Segments
              label={t('form.kind')}
              value={form.draft.kind}
              choices={[
                { value: 'slack', word: t('slack') },
                { value: 'webhook', word: t('webhook') },
              ]}
              onChoose={(kind) => form.change({ kind })}
            />
          </span>
          <NameField form={form} />
          <TargetSecrets form={form} target={target} unsigned={unsigned} onUnsigned={setUnsigned} />
          <EventChoice form={form} />
          <LanguageChoice form={form} />
          <TargetTexts draft={form.draft} longest={longestTemplate} onText={form.setTemplate} />
        </div>
        <footer>
          <span className="grow" />
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button kind="primary" type="submit">
            {t('form.save')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function LanguageChoice({ form: { draft, change } }: { readonly form: TargetForm }): ReactElement {
  const { t } = useTranslation('notices')
  return (
    <div className="field">
      <span className="lab">{t('form.language')}</span>
      <span>
        <Segments
          label={t('form.language')}
          value={draft.language}
          choices={[
            { value: 'en', word: 'English' },
            { value: 'ko', word: '한국어' },
          ]}
          onChoose={(language) => change({ language })}
        />
      </span>
    </div>
  )
}

function typedIn(form: HTMLFormElement | null, unsigned: boolean): TypedSecrets {
  const valueOf = (name: string): string => {
    const field = form?.elements.namedItem(name)
    return field instanceof HTMLInputElement ? field.value : ''
  }
  return { address: valueOf('address'), signingSecret: valueOf('signing'), unsigned }
}

function NameField({ form: { draft, change } }: { readonly form: TargetForm }): ReactElement {
  const { t } = useTranslation('notices')
  return (
    <div className="field">
      <label htmlFor="target-name">{t('form.name')}</label>
      <div className="input">
        <input
          id="target-name"
          ref={focusFirst}
          value={draft.name}
          maxLength={64}
          autoComplete="off"
          aria-describedby="target-name-help"
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </div>
      <span className="help" id="target-name-help">
        {t('form.nameHelp')}
      </span>
    </div>
  )
}

function EventChoice({ form: { draft, toggleEvent } }: { readonly form: TargetForm }): ReactElement {
  const { t } = useTranslation('notices')
  return (
    <div className="field" role="group" aria-label={t('form.events')}>
      <span className="lab">{t('form.events')}</span>
      <div className="cks">
        {sentKinds.map((kind) => (
          <CheckBox
            key={kind}
            checked={draft.events.includes(kind)}
            label={t(`events.${kind}`)}
            onToggle={() => toggleEvent(kind)}
          >
            {t(`events.${kind}`)}
          </CheckBox>
        ))}
      </div>
    </div>
  )
}
