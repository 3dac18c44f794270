import type { ReactElement, ReactNode } from 'react'
import type { ServiceDetails, SlotDetails } from '../../../src/contract/slot-details'
import { cssVariables } from '../../components/css-variables'
import { memorySize } from '../../../src/domain/memory-size'
import { useTranslation } from '../../i18n/use-translation'

type CardProps = {
  readonly title: string
  readonly count?: number
  /** The width of the names. */
  readonly nameWidth: string
  /** Said where there is no fact to list. */
  readonly empty?: string | undefined
  readonly children?: ReactNode
}

function Card({ title, count, nameWidth, empty, children }: CardProps): ReactElement {
  return (
    <section className="card">
      <div className="ch">
        <h2>{title}</h2>
        {count !== undefined && <span className="r meta tx3">{count}</span>}
      </div>
      {empty === undefined ? (
        <dl className="kv cb" style={cssVariables({ '--kw': nameWidth })}>
          {children}
        </dl>
      ) : (
        <p className="cb meta tx2">{empty}</p>
      )}
    </section>
  )
}

function Fact({
  name,
  mono = false,
  children,
}: {
  readonly name: string
  readonly mono?: boolean
  readonly children: ReactNode
}): ReactElement {
  return (
    <div>
      <dt className={mono ? 'mono' : ''} title={name}>
        {name}
      </dt>
      <dd {...(typeof children === 'string' ? { title: children } : {})}>{children}</dd>
    </div>
  )
}

/** Which ports of the host lead to which service. */
export function AddressesCard({ services }: { readonly services: readonly ServiceDetails[] }): ReactElement {
  const { t } = useTranslation('slot')
  const open = services.flatMap(({ name, ports }) =>
    openPorts(ports).map(({ hostPort, containerPort }) => ({ name, text: `${hostPort} → ${containerPort}` })),
  )
  return (
    <Card title={t('addresses')} nameWidth="72px" empty={open.length === 0 ? t('noAddresses') : undefined}>
      {open.map(({ name, text }) => (
        <Fact key={`${name} ${text}`} name={name}>
          <code>{text}</code>
        </Fact>
      ))}
    </Card>
  )
}

/** Docker names a port twice where the host has both address families. */
function openPorts(ports: ServiceDetails['ports']): { hostPort: number; containerPort: string }[] {
  const seen = new Map<string, { hostPort: number; containerPort: string }>()
  for (const { hostPort, containerPort } of ports) {
    if (hostPort !== null) seen.set(`${hostPort} ${containerPort}`, { hostPort, containerPort })
  }
  return [...seen.values()]
}

/** A service's environment; what looks like a secret never came here and stands as eight dots. */
export function EnvironmentCard({ service }: { readonly service: ServiceDetails }): ReactElement {
  const { t } = useTranslation('slot')
  const { environment, name } = service
  return (
    <Card title={t('environment', { service: name })} count={environment.length} nameWidth="152px">
      {environment.map((variable) => (
        <Fact key={variable.name} name={variable.name} mono>
          {variable.value === null ? (
            <span className="hidden-value">
              <span className="mask" aria-hidden="true">
                ••••••••
              </span>
              <span className="tx3">{t('hidden')}</span>
            </span>
          ) : (
            <code title={variable.value}>{variable.value}</code>
          )}
        </Fact>
      ))}
    </Card>
  )
}

/** Where a service's data lies. */
export function MountsCard({ service }: { readonly service: ServiceDetails }): ReactElement {
  const { t } = useTranslation('slot')
  const text = ({ kind, source, readOnly }: ServiceDetails['mounts'][number]): string => {
    if (kind === 'tmpfs') return t('tmpfs')
    const named = kind === 'volume' ? t('volume', { source }) : source
    return readOnly ? t('readOnly', { source: named }) : named
  }
  return (
    <Card
      title={t('mounts', { service: service.name })}
      count={service.mounts.length}
      nameWidth="112px"
      empty={service.mounts.length === 0 ? t('noMounts') : undefined}
    >
      {service.mounts.map((mount) => (
        <Fact key={mount.target} name={mount.target} mono>
          {text(mount)}
        </Fact>
      ))}
    </Card>
  )
}

/** What else of a container's settings people ask about. */
export function ContainerCard({ service }: { readonly service: ServiceDetails }): ReactElement {
  const { t } = useTranslation('slot')
  const { memoryLimitBytes, restartPolicy, networks } = service
  return (
    <Card title={t('container', { service: service.name })} nameWidth="72px">
      <Fact name={t('memory')}>{memoryLimitBytes === null ? t('memoryNone') : memorySize(memoryLimitBytes)}</Fact>
      <Fact name={t('policy')}>{restartPolicy}</Fact>
      <Fact name={t('networks')}>{networks.map((network) => `${network.name} ${network.address}`).join(', ')}</Fact>
    </Card>
  )
}

/** Which Compose project the slot is, and where its files lie. */
export function ProjectCard({ details }: { readonly details: SlotDetails }): ReactElement {
  const { t } = useTranslation('slot')
  const { project, workingDirectory, configFiles } = details
  return (
    <Card title={t('project')} nameWidth="72px">
      <Fact name={t('projectName')}>{project}</Fact>
      {workingDirectory !== null && <Fact name={t('folder')}>{workingDirectory}</Fact>}
      {configFiles.length > 0 && (
        <Fact name={configFiles.length === 1 ? t('file') : t('files')}>{configFiles.join(', ')}</Fact>
      )}
    </Card>
  )
}
