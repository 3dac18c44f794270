import { memorySize } from '../../../src/domain/memory-size'
import { formatStepTime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { deploymentDetails, isDeployment, type MarkerRow, markerTexts } from './read-marker'

/** A marker in words: what happened, what is known of it, and of a deployment what was there before (else empty). */
export type MarkerWords = { readonly sentence: string; readonly details: readonly string[]; readonly was: string }

/** Words a marker in the person's language; `service` is empty for one of the slot as a whole. */
export function useMarkerWords(): (row: MarkerRow, service: string) => MarkerWords {
  const { t } = useTranslation('logs')
  const detailsOf = useDetails()
  return (row, service) => ({
    sentence: t(markerTexts[row.marker], { service }),
    details: detailsOf(row).filter((word) => word !== ''),
    was: isDeployment(row) ? deploymentDetails(row).was : '',
  })
}

/** A marker as one sentence, for whoever hears it. */
export function useSpokenMarker(): (row: MarkerRow, service: string) => string {
  const { t } = useTranslation('logs')
  const wordsOf = useMarkerWords()
  return (row, service) => {
    const { sentence, details, was } = wordsOf(row, service)
    return [sentence, ...details, was === '' ? '' : `${t('marker.was')} ${was}`]
      .filter((word) => word !== '')
      .join(', ')
  }
}

function useDetails(): (row: MarkerRow) => readonly string[] {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  return (row) => {
    const [detail = ''] = row.details
    const { who, what, outcome } = deploymentDetails(row)
    switch (row.marker) {
      case 'exited':
        return [/^\d+$/.test(detail) ? t('markerCode', { code: detail }) : detail]
      case 'started':
      case 'replaced':
      case 'healthy':
      case 'unhealthy':
        return [detail]
      case 'out-of-memory':
        return [/^\d+$/.test(detail) ? memorySize(Number(detail)) : '']
      case 'deploy-started':
        return [what, who]
      case 'deploy-done':
      case 'rolled-back':
        return [
          what,
          who,
          /^\d+$/.test(outcome) ? t('marker.took', { time: formatStepTime(Number(outcome), language) }) : '',
        ]
      case 'deploy-failed':
        return [what, who, outcome]
      case 'gap':
        return []
    }
  }
}
