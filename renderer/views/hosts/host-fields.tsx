import type { ReactElement } from 'react'
import { CheckBox } from '../../components/check-box'
import { useTranslation } from '../../i18n/use-translation'
import { FormField } from './form-field'
import type { HostForm } from './use-host-form'
import { usualPort } from './wanted-host'

type FieldsProps = Pick<HostForm, 'draft' | 'change' | 'faults'>

/** What the chosen way to a host needs to know. */
export function HostFields(props: FieldsProps): ReactElement {
  const { t } = useTranslation('hosts')
  const { draft, change } = props
  return (
    <>
      <FormField
        id="host-name"
        label={t('name')}
        help={t('nameHelp')}
        proposal={t('nameProposal')}
        isMono={false}
        maxLength={64}
        value={draft.name}
        onChange={(name) => change({ name })}
      />
      <WayFields {...props} />
    </>
  )
}

function WayFields(props: FieldsProps): ReactElement {
  switch (props.draft.kind) {
    case 'ssh':
      return <SshFields {...props} />
    case 'tls':
      return <TcpFields {...props} />
    case 'local':
      return <LocalFields {...props} />
  }
}

function SshFields({ draft, change, faults }: FieldsProps): ReactElement {
  const { t } = useTranslation('hosts')
  return (
    <>
      <div className="g2">
        <FormField
          id="host-machine"
          label={t('machine')}
          help={t('machineHelp')}
          value={draft.machine}
          fault={faults.machine}
          onChange={(machine) => change({ machine })}
        />
        <FormField
          id="host-port"
          label={t('port')}
          proposal="22"
          maxLength={5}
          value={draft.sshPort}
          fault={faults.sshPort}
          onChange={(sshPort) => change({ sshPort })}
        />
      </div>
      <div className="g11">
        <FormField
          id="host-user"
          label={t('user')}
          proposal={t('userProposal')}
          maxLength={255}
          value={draft.user}
          fault={faults.user}
          onChange={(user) => change({ user })}
        />
        <FormField
          id="host-key-file"
          label={t('keyFile')}
          icon="key"
          proposal={t('keyFileProposal')}
          maxLength={4_096}
          value={draft.keyFile}
          onChange={(keyFile) => change({ keyFile })}
        />
      </div>
      <p className="meta tx3 under">{t('keyFileHelp')}</p>
      <WayThere draft={draft} change={change} faults={faults} />
    </>
  )
}

/** What lies between here and Docker, for who has it otherwise than usual. */
function WayThere({ draft, change, faults }: FieldsProps): ReactElement {
  const { t } = useTranslation('hosts')
  return (
    <div className="g11">
      <FormField
        id="host-jump"
        label={t('jumpHost')}
        help={t('jumpHostHelp')}
        maxLength={255}
        value={draft.jumpHost}
        onChange={(jumpHost) => change({ jumpHost })}
      />
      <FormField
        id="host-remote-socket"
        label={t('remoteSocket')}
        help={t('remoteSocketHelp')}
        value={draft.remoteSocket}
        fault={faults.remoteSocket}
        onChange={(remoteSocket) => change({ remoteSocket })}
      />
    </div>
  )
}

function TcpFields(props: FieldsProps): ReactElement {
  const { t } = useTranslation('hosts')
  const { draft, change, faults } = props
  return (
    <>
      <div className="g2">
        <FormField
          id="host-machine"
          label={t('machine')}
          value={draft.machine}
          fault={faults.machine}
          onChange={(machine) => change({ machine })}
        />
        <FormField
          id="host-port"
          label={t('port')}
          proposal={String(usualPort(draft))}
          maxLength={5}
          value={draft.tcpPort}
          fault={faults.tcpPort}
          onChange={(tcpPort) => change({ tcpPort })}
        />
      </div>
      {!draft.isPlain && <CertificateFields {...props} />}
      <PlainText {...props} />
    </>
  )
}

function CertificateFields({ draft, change, faults }: FieldsProps): ReactElement {
  const { t } = useTranslation('hosts')
  return (
    <>
      <FormField
        id="host-ca"
        label={t('ca')}
        icon="shield"
        help={t('caHelp')}
        maxLength={4_096}
        value={draft.ca}
        onChange={(ca) => change({ ca })}
      />
      <FormField
        id="host-certificate"
        label={t('certificate')}
        icon="shield"
        maxLength={4_096}
        value={draft.certificate}
        fault={faults.certificate}
        onChange={(certificate) => change({ certificate })}
      />
      <FormField
        id="host-key"
        label={t('key')}
        icon="key"
        help={t('filesHelp')}
        maxLength={4_096}
        value={draft.key}
        fault={faults.key}
        onChange={(key) => change({ key })}
      />
    </>
  )
}

/** Without encryption only for who says that they know what it means. */
function PlainText({ draft, change, faults }: FieldsProps): ReactElement {
  const { t } = useTranslation('hosts')
  const { isPlain, acceptsPlainText } = draft
  return (
    <div className={isPlain ? 'plaintext on' : 'plaintext'}>
      <CheckBox
        checked={isPlain}
        label={t('isPlain')}
        onToggle={() => change({ isPlain: !isPlain, acceptsPlainText: false })}
      >
        {t('isPlain')}
      </CheckBox>
      {isPlain && (
        <>
          <p>{t('isPlainHelp')}</p>
          <CheckBox
            checked={acceptsPlainText}
            label={t('acceptsPlain')}
            onToggle={() => change({ acceptsPlainText: !acceptsPlainText })}
          >
            {t('acceptsPlain')}
          </CheckBox>
        </>
      )}
      <div role="alert">{faults.plain !== undefined && <p className="why">{t(`fault.${faults.plain}`)}</p>}</div>
    </div>
  )
}

function LocalFields({ draft, change, faults }: FieldsProps): ReactElement {
  const { t } = useTranslation('hosts')
  return (
    <FormField
      id="host-socket"
      label={t('socket')}
      icon="pc"
      help={t('socketHelp')}
      value={draft.socket}
      fault={faults.socket}
      onChange={(socket) => change({ socket })}
    />
  )
}
