import type { ReactElement } from 'react'
import type { ReleaseName } from '../../../src/contract/history'
import { useTranslation } from '../../i18n/use-translation'

/** How many characters of a revision people read. */
const revisionLength = 7

/** A release in words: `dashboard 9f3c2ab`; the tag where it is no kickoff's. */
export function releaseWords(release: ReleaseName): string {
  return [shortName(release), shortRevision(release)].filter(Boolean).join(' ')
}

/** A revision as people read it; empty where it is not known. */
export function shortRevision({ revision }: Pick<ReleaseName, 'revision'>): string {
  return revision?.slice(0, revisionLength) ?? ''
}

function shortName({ kickoff, tag }: ReleaseName): string {
  return kickoff?.summary ?? tag ?? ''
}

type FromToProps = { readonly from: ReleaseName | null; readonly to: ReleaseName | null }

/** From → to: the name once where only the revision changes. */
export function FromTo({ from, to }: FromToProps): ReactElement {
  const { t } = useTranslation('activity')
  if (to === null) return from === null ? <></> : <Release release={from} />
  const sameName = from !== null && shortName(from) === shortName(to) && shortRevision(to) !== ''
  return (
    <>
      {from === null ? <span className="tx3">{t('wasEmpty')}</span> : <Release release={from} />}{' '}
      <span className="tx3">→</span>{' '}
      {sameName ? <code className="now">{shortRevision(to)}</code> : <Release release={to} />}
    </>
  )
}

function Release({ release }: { readonly release: ReleaseName }): ReactElement {
  return (
    <span title={release.tag ?? undefined}>
      {shortName(release)} <code>{shortRevision(release)}</code>
    </span>
  )
}
