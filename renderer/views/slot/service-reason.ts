import type { ServiceView } from '../../../src/domain/board'
import { formatBytes } from '../../format/size'
import { useTranslation } from '../../i18n/use-translation'
import { unhealthyReason } from '../board/unhealthy-reason'
import { exitReason } from './exit-reason'

/** Why a service is as it is, in plain words; null where there is nothing to explain. */
export function useServiceReason(service: ServiceView): string | null {
  const { t } = useTranslation('slot')
  const { t: onBoard } = useTranslation('board')
  const { state } = service
  const reason = exitReason(service)
  if (reason === 'exitOutOfMemory') {
    const limit = state.kind === 'unhealthy' && state.reason.kind === 'out-of-memory' ? state.reason.limitBytes : null
    return limit === null ? t('exitOutOfMemory') : t('exitOutOfMemoryAt', { limit: formatBytes(limit) })
  }
  if (reason !== null) {
    const code = service.exitCode ?? 0
    const words = t(reason, { code, signal: code - 128 })
    const keepsExiting = state.kind === 'unhealthy' && state.reason.kind === 'keeps-exiting'
    return keepsExiting ? `${onBoard('service.keepsExiting')}: ${words}` : words
  }
  if (state.kind === 'unhealthy') return unhealthyReason(state.reason, onBoard)
  return state.kind === 'not-run' && state.error !== '' ? state.error : null
}
