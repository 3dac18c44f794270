import type { TFunction } from 'i18next'
import type { ServiceState } from '../../../src/domain/service-state'
import { memorySize } from '../../../src/domain/memory-size'

type Unhealthy = Extract<ServiceState, { kind: 'unhealthy' }>['reason']

/** Why a service is unhealthy, in one line; a failing check speaks for itself. */
export function unhealthyReason(reason: Unhealthy, t: TFunction<'board'>): string {
  switch (reason.kind) {
    case 'check-failing': {
      const line = firstLine(reason.output)
      return line === '' ? t('service.checkFails', { count: reason.failures }) : line
    }
    case 'keeps-exiting':
      return reason.exitCode === null
        ? t('service.keepsExiting')
        : t('service.keepsExitingWith', { code: reason.exitCode })
    case 'out-of-memory':
      return reason.limitBytes === null
        ? t('service.outOfMemory')
        : t('service.outOfMemoryAt', { limit: memorySize(reason.limitBytes) })
    case 'exited':
      return t('service.exited', { code: reason.exitCode })
  }
}

function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  )
}
