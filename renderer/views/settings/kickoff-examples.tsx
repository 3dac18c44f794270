import { type ReactElement, useMemo } from 'react'
import type { Board } from '../../../src/domain/board'
import { exampleTag } from '../../../src/domain/example-tag'
import { kickoffExample, type KickoffReader } from '../../../src/domain/kickoff'
import { formatKickoffDate } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'

const mostTags = 6

type KickoffExamplesProps = {
  readonly pattern: string
  /** Null: the pattern can't be used. */
  readonly read: KickoffReader | null
  /** Only what runs on that host; null: on all of them. */
  readonly hostId: string | null
}

/** What a pattern makes of the tags on the board, those that it matches first, or of an example where there are none. */
export function KickoffExamples({ pattern, read, hostId }: KickoffExamplesProps): ReactElement {
  const board = useBoardStore((state) => state.board)
  const all = useMemo(() => tagsOf(board, hostId), [board, hostId])
  const matched = useMemo(() => all.filter((tag) => read !== null && read(tag) !== null), [all, read])
  const example = useMemo(() => (read === null ? kickoffExample : exampleTag(pattern, read)), [pattern, read])
  const found = [...matched, ...all.filter((tag) => !matched.includes(tag))].slice(0, mostTags)
  const samples = example === null ? [] : [example]
  return (
    <>
      {read !== null && all.length > 0 && matched.length === 0 && <MatchesNone tags={all.length} example={example} />}
      {all.length === 0 && example === null && <MatchesNone tags={0} example={null} />}
      <ExampleTable tags={all.length === 0 ? samples : found} isSample={all.length === 0} read={read} />
    </>
  )
}

function MatchesNone({ tags, example }: { readonly tags: number; readonly example: string | null }): ReactElement {
  const { t } = useTranslation('settings')
  return (
    <p className="meta tx2" role="status">
      {tags > 0 && <>{t('matchesNone', { count: tags })} </>}
      {example === null ? t('noExample') : t('wouldMatch', { example })}
    </p>
  )
}

type ExampleTableProps = {
  readonly tags: readonly string[]
  readonly isSample: boolean
  readonly read: KickoffReader | null
}

function ExampleTable({ tags, isSample, read }: ExampleTableProps): ReactElement {
  const { t } = useTranslation('settings')
  return (
    <table className="tbl examples">
      <caption>
        <b>{t('example')}</b> <span className="meta tx3">{isSample ? t('sample') : t('fromBoard')}</span>
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

function tagsOf(board: Board, hostId: string | null): readonly string[] {
  const tags = new Set<string>()
  for (const { host, slots } of board.hosts) {
    if (hostId !== null && host.id !== hostId) continue
    for (const slot of slots) for (const service of slot.services) if (service.tag !== null) tags.add(service.tag)
  }
  return [...tags]
}
