import type { ReactElement } from 'react'
import type { PlanComparison } from '../../../src/contract/plan-comparison'
import { Button } from '../../components/button'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatList } from '../../format/list'
import { formatBytes } from '../../format/size'
import { formatMomentInFull } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument, useKeys } from '../../keys'
import { useOpenAddress } from '../board/use-open-address'
import { type ComparisonGroup, comparisonGroups } from './comparison-groups'
import { ComparisonSettings } from './comparison-settings'
import { ErrorNote } from './error-note'
import type { ComparisonState } from './use-comparison'

type ComparisonCardProps = {
  readonly state: ComparisonState
  /** Not where the settings stand beside it with more than their names. */
  readonly tellsSettings?: boolean
}

/** What the plan's services come from and go to: revisions with the forge's page, dates, sizes, names of settings. */
export function ComparisonCard({ state, tellsSettings = true }: ComparisonCardProps): ReactElement | null {
  const { t } = useTranslation('deploy')
  switch (state.kind) {
    case 'none':
      return null
    case 'comparing':
      return (
        <p className="meta tx2" role="status">
          {t('compare.waiting')}
        </p>
      )
    case 'failed':
      return <ErrorNote error={state.error} />
    case 'found':
      return <Comparison comparison={state.comparison} tellsSettings={tellsSettings} />
  }
}

type ComparisonProps = { readonly comparison: PlanComparison; readonly tellsSettings: boolean }

function Comparison({ comparison, tellsSettings }: ComparisonProps): ReactElement | null {
  const { t } = useTranslation('deploy')
  const open = useOpenAddress()
  const groups = comparisonGroups(comparison)
  const first = groups.find(({ comparePage }) => comparePage !== null)
  useKeys({
    'Ctrl+O': () => {
      if (typeof first?.comparePage !== 'string') return false
      open(first.comparePage)
      return true
    },
  })
  if (groups.length === 0) return null
  return (
    <section className="compare" aria-label={t('compare.title')}>
      <h2>{t('compare.title')}</h2>
      <ul>
        {groups.map((group) => (
          <Group key={group.services.join(' ')} group={group} hasKey={group === first} onOpen={open} />
        ))}
      </ul>
      {tellsSettings && <ComparisonSettings comparison={comparison} />}
    </section>
  )
}

type GroupProps = {
  readonly group: ComparisonGroup
  readonly hasKey: boolean
  readonly onOpen: (address: string) => void
}

function Group({ group, hasKey, onOpen }: GroupProps): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const { services, comparePage, isOlderBuild, pullBytes } = group
  const host = comparePage === null ? '' : new URL(comparePage).host
  return (
    <li>
      <b>{formatList(services, language)}</b>
      <Revisions group={group} />
      <span className="meta tx2">
        <BuildDates group={group} />
        {isOlderBuild && (
          <span className="st st-warn" title={t('compare.olderHint')}>
            <StateShape name="warn" />
            {t('compare.older')}
          </span>
        )}
        {pullBytes !== null && (
          <span>{pullBytes === 0 ? t('compare.onHost') : t('compare.pull', { size: formatBytes(pullBytes) })}</span>
        )}
      </span>
      {comparePage !== null && (
        <Button
          size="s"
          icon="open"
          aria-label={t('compare.openFor', { services: formatList(services, language), host })}
          title={comparePage}
          {...(hasKey ? { keyCap: keyCapOf('Ctrl+O', platformOfDocument()) } : {})}
          onClick={() => onOpen(comparePage)}
        >
          {t('compare.open', { host })}
        </Button>
      )}
    </li>
  )
}

function Revisions({ group: { from, to } }: { readonly group: ComparisonGroup }): ReactElement {
  const { t } = useTranslation('deploy')
  const text = (revision: string | null): string => revision?.slice(0, 12) ?? t('compare.unknown')
  const isSame = from !== null && from.revision !== null && from.revision === to.revision
  if (isSame) return <span className="meta ell">{t('compare.same', { revision: text(to.revision) })}</span>
  return (
    <span className="meta ell">
      {from === null ? t('compare.newService') : <code>{text(from.revision)}</code>} → <code>{text(to.revision)}</code>
    </span>
  )
}

function BuildDates({ group: { from, to } }: { readonly group: ComparisonGroup }): ReactElement | null {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const text = useClock((nowMs) => {
    const moment = (atMs: number | null): string =>
      atMs === null ? t('compare.notTold') : formatMomentInFull(atMs, nowMs, language)
    if (to.builtAtMs === null) return ''
    if (from === null) return t('compare.builtTo', { to: moment(to.builtAtMs) })
    return t('compare.built', { from: moment(from.builtAtMs), to: moment(to.builtAtMs) })
  })
  return text === '' ? null : <span>{text}</span>
}
