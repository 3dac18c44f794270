import type { ReactElement, ReactNode } from 'react'
import type { HostMetrics } from '../../../src/contract/metrics-contract'
import type { HostView } from '../../../src/domain/board'
import { memorySize } from '../../../src/domain/memory-size'
import { formatBytes, formatShare } from '../../format/size'
import { useTranslation } from '../../i18n/use-translation'
import { DiskUseFact } from './disk-use-fact'
import { coresText } from './metric-text'
import { useHostMetrics } from './use-host-metrics'

/** What a host's machine uses, and what Docker takes of its disk; measured while it is on screen. For hosts that answer. */
export function HostMeasures({ host }: { readonly host: HostView }): ReactElement {
  const { t } = useTranslation('metrics')
  const metrics = useHostMetrics(host.id)
  return (
    <dl className="measures" aria-label={t('hostOf', { host: host.name })}>
      {metrics?.state === 'unknown' ? (
        <Fact name={`${t('hostCpu')}, ${t('hostMemory')}, ${t('hostDisk')}`}>
          {t(host.address.startsWith('ssh:') ? 'hostUnknownOverSsh' : 'hostUnknown')}
        </Fact>
      ) : (
        <MachineFacts metrics={metrics} />
      )}
      <Fact name={t('hostDocker')}>
        <DiskUseFact hostId={host.id} />
      </Fact>
    </dl>
  )
}

function MachineFacts({ metrics }: { readonly metrics: HostMetrics | null }): ReactElement {
  const { t } = useTranslation('metrics')
  const missing = metrics === null || metrics.state === 'measuring' ? t('measuring') : t('notKnown')
  const { cpuShare = null, processors = null, memory = null, disk = null } = metrics ?? {}
  const of = processors === null ? '' : t('ofCores', { count: processors, cores: coresText(processors) })
  return (
    <>
      <Fact name={t('hostCpu')}>
        {cpuShare === null ? (metrics?.state === 'live' ? t('measuring') : missing) : `${formatShare(cpuShare)} ${of}`}
      </Fact>
      <Fact name={t('hostMemory')}>
        {memory === null
          ? missing
          : t('memoryUsed', {
              used: memorySize(memory.totalBytes - memory.availableBytes),
              total: memorySize(memory.totalBytes),
            })}
      </Fact>
      <Fact name={t('hostDisk')}>
        {disk === null ? (
          missing
        ) : (
          <span title={t('diskPath', { path: disk.path })}>
            {t('diskFree', { free: formatBytes(disk.freeBytes), total: formatBytes(disk.totalBytes) })}
          </span>
        )}
      </Fact>
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
