import { useTranslation } from 'react-i18next'
import type { Hold } from '../../../src/domain/hold'
import { useClock } from '../../format/clock'
import { formatMomentInFull } from '../../format/time'
import { useLanguage } from '../../i18n/use-language'

/** Who rolled back, and when. */
export function useHoldWho({ by, sinceMs }: Pick<Hold, 'by' | 'sinceMs'>): string {
  const { t } = useTranslation('hold')
  const language = useLanguage()
  const when = useClock((nowMs) => formatMomentInFull(sinceMs, nowMs, language))
  return by === '' ? t('whoUnknown', { when }) : t('who', { by, when })
}
