import type { ReactElement } from 'react'
import type { SettingChange } from '../../../src/contract/kept-release'
import { useTranslation } from '../../i18n/use-translation'
import { ErrorNote } from '../deploy/error-note'
import type { ComparisonState } from './use-kept-releases'

/** The settings that a rollback changes beside the images, by name; what may be a secret is hidden. */
export function SettingsTable({ state }: { readonly state: ComparisonState | null }): ReactElement {
  const { t } = useTranslation('rollback')
  if (state === null) {
    return (
      <p className="tx2" role="status">
        {t('settingsLoading')}
      </p>
    )
  }
  if (state.kind === 'failed') return <ErrorNote error={state.error} />
  const { known, changes } = state.comparison
  return (
    <>
      <div className="flex">
        <h2>{t('settings')}</h2>
        {changes.length > 0 && <span className="meta tx3 nw">{t('differ', { count: changes.length })}</span>}
      </div>
      {!known && <p className="tx2">{t('settingsUnknown')}</p>}
      {known && changes.length === 0 && <p className="tx2">{t('settingsSame')}</p>}
      {changes.length > 0 && <Changes changes={changes} />}
    </>
  )
}

function Changes({ changes }: { readonly changes: readonly SettingChange[] }): ReactElement {
  const { t } = useTranslation('rollback')
  return (
    <div className="envd" role="table" aria-label={t('settings')}>
      <div className="h" role="row">
        <span role="columnheader">{t('service')}</span>
        <span role="columnheader">{t('name')}</span>
        <span role="columnheader">{t('change')}</span>
        <span role="columnheader">{t('now')}</span>
        <span role="columnheader">{t('after')}</span>
      </div>
      {changes.map((change) => (
        <div key={`${change.service} ${change.name}`} role="row">
          <b role="rowheader" className="ell">
            {change.service}
          </b>
          <code role="cell" className="ell" title={change.name}>
            {change.name}
          </code>
          <span role="cell" className="k">
            {t(kindOf(change))}
          </span>
          <Value value={change.now} hidden={change.hidden} />
          <Value value={change.after} hidden={change.hidden} arrow />
        </div>
      ))}
    </div>
  )
}

function kindOf({ now, after }: SettingChange) {
  if (after === null) return 'goesAway'
  return now === null ? 'comesBack' : 'changes'
}

type ValueProps = { readonly value: string | null; readonly hidden: boolean; readonly arrow?: boolean }

function Value({ value, hidden, arrow = false }: ValueProps): ReactElement {
  const { t } = useTranslation('rollback')
  return (
    <span role="cell" className="v">
      {arrow && (
        <span className="tx3" aria-hidden="true">
          →
        </span>
      )}
      <ValueText value={value} hidden={hidden} notSet={t('notSet')} hiddenWord={t('hidden')} />
    </span>
  )
}

type ValueTextProps = Omit<ValueProps, 'arrow'> & { readonly notSet: string; readonly hiddenWord: string }

function ValueText({ value, hidden, notSet, hiddenWord }: ValueTextProps): ReactElement {
  if (value === null) return <span className="tx2">{notSet}</span>
  if (!hidden) {
    return (
      <code className="ell" title={value}>
        {value}
      </code>
    )
  }
  return (
    <>
      <span className="mask" aria-hidden="true">
        ••••••••
      </span>
      <span className="vh">{hiddenWord}</span>
    </>
  )
}
