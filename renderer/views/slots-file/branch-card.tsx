import { type ReactElement, useMemo } from 'react'
import { useTranslation } from '../../i18n/use-translation'
import { KickoffExamples } from '../settings/kickoff-examples'
import { checkPattern } from '../settings/pattern-check'

/** What the file's pattern makes of the tags on its host, before it is published for everyone. */
export function BranchCard({ branch, hostId }: { readonly branch: string; readonly hostId: string }): ReactElement {
  const { t } = useTranslation('slotsFile')
  const check = useMemo(() => checkPattern(branch), [branch])
  return (
    <section className="card">
      <div className="ch">
        <h2>{t('branch')}</h2>
      </div>
      <div className="cb">
        <p className="meta">
          <code>{branch}</code>
        </p>
        <KickoffExamples pattern={branch} read={check.kind === 'good' ? check.read : null} hostId={hostId} />
      </div>
    </section>
  )
}
