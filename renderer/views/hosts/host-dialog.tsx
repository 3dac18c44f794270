import { type FormEvent, type ReactElement, useState } from 'react'
import type { HostView } from '../../../src/domain/board'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { Dialog, DialogTitle } from '../../components/dialog'
import { useTranslation } from '../../i18n/use-translation'
import { reportError } from '../../stores/notice-store'
import { useSettingsStore } from '../../stores/settings-store'
import { offerUndo } from '../../stores/undo-store'

/** What is asked about a host. */
export type HostQuestion = { readonly kind: 'rename' | 'remove'; readonly host: HostView }

type HostDialogProps = { readonly question: HostQuestion; readonly onClose: () => void }

/** Asks for a host's new name, or whether it is to be removed. */
export function HostDialog({ question, onClose }: HostDialogProps): ReactElement {
  return (
    <Dialog size="small" onClose={onClose}>
      {question.kind === 'rename' ? (
        <RenameForm host={question.host} onClose={onClose} />
      ) : (
        <RemoveForm host={question.host} onClose={onClose} />
      )}
    </Dialog>
  )
}

type FormProps = { readonly host: HostView; readonly onClose: () => void }

function RenameForm({ host, onClose }: FormProps): ReactElement {
  const { t } = useTranslation('hosts')
  const client = useClient()
  const [name, setName] = useState(host.name)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const wanted = name.trim()
    if (wanted === '') return
    onClose()
    if (wanted !== host.name) void client.request('rename-host', { hostId: host.id, name: wanted }).catch(reportError)
  }
  return (
    <form className="contents" onSubmit={submit}>
      <header>
        <DialogTitle>{t('renameTitle', { host: host.name })}</DialogTitle>
      </header>
      <div className="body padded">
        <div className="field">
          <label htmlFor="host-name">{t('name')}</label>
          <div className="input">
            <input
              id="host-name"
              value={name}
              maxLength={64}
              autoComplete="off"
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </div>
        </div>
      </div>
      <footer>
        <span className="grow" />
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button kind="primary" type="submit">
          {t('renameSave')}
        </Button>
      </footer>
    </form>
  )
}

function RemoveForm({ host, onClose }: FormProps): ReactElement {
  const { t } = useTranslation('hosts')
  const client = useClient()
  const remove = (): void => {
    onClose()
    const { hosts } = useSettingsStore.getState().settings
    const at = hosts.findIndex(({ id }) => id === host.id)
    const setting = hosts[at]
    client
      .request('remove-host', { hostId: host.id })
      .then(() => {
        if (setting === undefined) return
        offerUndo({ word: 'hostRemoved', names: { host: setting.name } }, () =>
          client.request('restore-host', { host: setting, at }),
        )
      })
      .catch(reportError)
  }
  return (
    <>
      <header>
        <DialogTitle>{t('removeTitle', { host: host.name })}</DialogTitle>
      </header>
      <div className="body padded">
        <p>{t('removeText')}</p>
      </div>
      <footer>
        <span className="grow" />
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button kind="danger" onClick={remove}>
          {t('removeConfirm', { host: host.name })}
        </Button>
      </footer>
    </>
  )
}
