import { type ReactElement, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { KeyCap } from '../../components/key-cap'
import { StatusBar } from '../../components/status-bar'
import { useLanguage } from '../../i18n/use-language'
import { keyCapOf, type KeyMap, platformOfDocument } from '../../keys'
import { usePageKeys } from '../../use-page-keys'
import { HostTest } from './host-test'
import { useAddHost } from './use-add-host'

/** Adding a host by the path of its socket, with a test of what answers there. */
export function AddHost({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation(['hosts', 'app'])
  const [address, setAddress] = useState('/var/run/docker.sock')
  const [name, setName] = useState('')
  const form = useAddHost(useClient(), { address, name }, onDone)
  const { add, test } = form
  const map = useMemo<KeyMap>(
    () => ({ Escape: onDone, 'Ctrl+Enter': add, 'Ctrl+Shift+Enter': add, 'Ctrl+T': test }),
    [onDone, add, test],
  )
  usePageKeys(map)
  const platform = platformOfDocument()
  return (
    <>
      <div className="viewbar">
        <h1>{t('addTitle')}</h1>
        <span className="meta tx3">
          <KeyCap>Esc</KeyCap> {t('backToHosts')}
        </span>
        <span className="grow" />
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button kind="primary" keyCap={keyCapOf('Ctrl+Enter', platform)} onClick={add}>
          {t('addHost')}
        </Button>
      </div>
      <div className="form2">
        <div className="l">
          <Fields name={name} setName={setName} address={address} setAddress={setAddress} />
          <div role="alert">{form.problem !== null && <Problem problem={form.problem} />}</div>
        </div>
        <div className="r">
          <HostTest result={form.result} test={test} keyCap={keyCapOf('Ctrl+T', platform)} />
        </div>
      </div>
      <StatusBar
        hints={[
          { chords: ['Ctrl+T'], word: t('testNow') },
          { chords: ['Ctrl+Enter'], word: t('addHost') },
          { chords: ['Escape'], word: t('backToHosts') },
        ]}
      />
    </>
  )
}

type FieldsProps = {
  readonly name: string
  readonly setName: (name: string) => void
  readonly address: string
  readonly setAddress: (address: string) => void
}

function Fields({ name, setName, address, setAddress }: FieldsProps): ReactElement {
  const { t } = useTranslation('hosts')
  return (
    <>
      <Field id="add-host-name" label={t('name')} help={t('nameHelp')}>
        <input
          id="add-host-name"
          value={name}
          maxLength={64}
          placeholder={t('nameProposal')}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <Field id="add-host-socket" label={t('socket')} help={t('socketHelp')} icon>
        <input
          id="add-host-socket"
          className="mono"
          value={address}
          maxLength={1_024}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      </Field>
    </>
  )
}

type FieldProps = {
  readonly id: string
  readonly label: string
  readonly help: string
  readonly icon?: boolean
  readonly children: ReactElement
}

function Field({ id, label, help, icon = false, children }: FieldProps): ReactElement {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="input">
        {icon && <Icon name="pc" />}
        {children}
      </div>
      <span className="help">{help}</span>
    </div>
  )
}

function Problem({
  problem,
}: {
  readonly problem: NonNullable<ReturnType<typeof useAddHost>['problem']>
}): ReactElement {
  const { t } = useTranslation('hosts')
  const language = useLanguage()
  if (problem === 'no-address') return <p className="why">{t('socketMissing')}</p>
  const { message, hint } = describeError(problem, language)
  return (
    <>
      <p className="why">{message}</p>
      <p className="meta tx2">{hint}</p>
    </>
  )
}
