import type { Hold } from '../../../src/domain/hold'
import { useClock } from '../../format/clock'
import { formatMomentInFull } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

/** Who rolled back, and when. */
export function useHoldWho({ by, sinceMs }: Pick<Hold, 'by' | 'sinceMs'>): string {
  const { t } = useTranslation('hold')
  const language = useLanguage()
  const when = useClock((nowMs) => formatMomentInFull(sinceMs, nowMs, language))
  return by === '' ? t('whoUnknown', { when }) : t('who', { by, when })
}
