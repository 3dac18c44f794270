import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../src/domain/board'
import type { KickoffReader } from '../../../src/domain/kickoff'
import { formatKickoffDate } from '../../format/time'
import { useLanguage } from '../../i18n/use-language'
import { useBoardStore } from '../../stores/board-store'

const sampleTag = 'kickoff-240510-dashboard'
const mostTags = 6

/** What a pattern makes of the tags on the board, or of an example where there are none. */
export function KickoffExamples({ read }: { readonly read: KickoffReader | null }): ReactElement {
  const { t } = useTranslation('settings')
  const board = useBoardStore((state) => state.board)
  const found = tagsOf(board)
  const tags = found.length === 0 ? [sampleTag] : found
  return (
    <table className="tbl examples">
      <caption>
        <b>{t('example')}</b> <span className="meta tx3">{found.length === 0 ? t('sample') : t('fromBoard')}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('tag')}</th>
          <th scope="col">{t('date')}</th>
          <th scope="col">{t('summary')}</th>
        </tr>
      </thead>
      <tbody>
        {tags.map((tag) => (
          <Example key={tag} tag={tag} read={read} />
        ))}
      </tbody>
    </table>
  )
}

function Example({ tag, read }: { readonly tag: string; readonly read: KickoffReader | null }): ReactElement {
  const { t } = useTranslation('settings')
  const language = useLanguage()
  const kickoff = read?.(tag) ?? null
  return (
    <tr className="tight">
      <td className="ell" title={tag}>
        <code>{tag}</code>
      </td>
      {kickoff === null ? (
        <td colSpan={2} className="tx3">
          {t('noMatch')}
        </td>
      ) : (
        <>
          <td>{kickoff.date === null ? t('noDate') : formatKickoffDate(kickoff.date, language)}</td>
          <td className="ell">{kickoff.summary}</td>
        </>
      )}
    </tr>
  )
}

function tagsOf(board: Board): readonly string[] {
  const tags = new Set<string>()
  for (const { slots } of board.hosts) {
    for (const slot of slots) for (const service of slot.services) if (service.tag !== null) tags.add(service.tag)
  }
  return [...tags].slice(0, mostTags)
}
