import { useState } from 'react'
import type { HistoryFilter } from '../../../src/contract/history'
import { useClient } from '../../client-context'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { reportError } from '../../stores/notice-store'

/** Writes what the filter shows to a file that the person chooses; `said` is the sentence about the last one. */
export function useExport(filter: HistoryFilter): { said: string; save: (format: 'csv' | 'json') => void } {
  const { t } = useTranslation('activity')
  const language = useLanguage()
  const client = useClient()
  const [said, setSaid] = useState('')
  const save = async (format: 'csv' | 'json'): Promise<void> => {
    const chosen = await client.ask('choose-save-target', { suggestedName: exportName(format, Date.now()) })
    if (chosen === null) return
    const { entries } = await client.request('export-history', { filter, format, target: chosen.token })
    setSaid(t('exported', { count: entries, formatted: formatCount(entries, language) }))
  }
  return { said, save: (format) => void save(format).catch(reportError) }
}

function exportName(format: 'csv' | 'json', nowMs: number): string {
  const now = new Date(nowMs)
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'))
  return `berth-activity-${day.join('')}.${format}`
}
