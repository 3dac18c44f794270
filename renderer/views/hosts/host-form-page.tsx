import { type ReactElement, useMemo } from 'react'
import { Button } from '../../components/button'
import { KeyCap } from '../../components/key-cap'
import { scrollable } from '../../components/scrollable'
import { StatusBar } from '../../components/status-bar'
import { useTranslation } from '../../i18n/use-translation'
import { keyCapOf, type KeyMap, platformOfDocument } from '../../keys'
import { usePageKeys } from '../../use-page-keys'
import { ErrorNote } from '../deploy/error-note'
import { FoundHosts } from './found-hosts'
import { draftOfFound, type HostDraft } from './host-draft'
import { HostFields } from './host-fields'
import { HostTestPane } from './host-test-pane'
import { testOutcome } from './test-outcome'
import type { HostForm } from './use-host-form'
import { WayChoice } from './way-choice'

type HostFormPageProps = {
  readonly title: string
  readonly form: HostForm
  /** What the button that saves says, and what it says after a test that failed. */
  readonly save: string
  readonly saveAnyway: string
  /** A form to fill with what was found; null: nothing is offered. */
  readonly empty: HostDraft | null
  readonly onLeave: () => void
}

/** How a host is reached, and the test of it beside the form. */
export function HostFormPage(props: HostFormPageProps): ReactElement {
  const { t } = useTranslation('hosts')
  const { title, form, empty, onLeave } = props
  const { save, test, draft, change } = form
  const map = useMemo<KeyMap>(() => ({ Escape: onLeave, 'Ctrl+Enter': save, 'Ctrl+T': test }), [onLeave, save, test])
  usePageKeys(map)
  const word = testOutcome(form.result) === 'failed' ? props.saveAnyway : props.save
  const platform = platformOfDocument()
  return (
    <>
      <div className="viewbar">
        <h1 className="ell">{title}</h1>
        <span className="meta tx3 nw">
          <KeyCap>Esc</KeyCap> {t('backToHosts')}
        </span>
        <span className="grow" />
        <Button onClick={onLeave}>{t('cancel')}</Button>
        <Button kind="primary" keyCap={keyCapOf('Ctrl+Enter', platform)} onClick={save}>
          {word}
        </Button>
      </div>
      <div className="form2">
        <div className="l" {...scrollable} role="region" aria-label={title}>
          {form.problem !== null && <ErrorNote error={form.problem} />}
          {empty !== null && <FoundHosts onChoose={(found) => change(draftOfFound(found, draft, empty))} />}
          <WayChoice way={draft.kind} onChoose={(kind) => change({ kind })} />
          <HostFields draft={draft} change={change} faults={form.faults} />
        </div>
        <div className="r" {...scrollable} role="region" aria-label={t('test.title')}>
          <HostTestPane {...form} keyCap={keyCapOf('Ctrl+T', platform)} />
        </div>
      </div>
      <StatusBar
        hints={[
          { chords: ['Ctrl+T'], word: t('keys.test') },
          { chords: ['Ctrl+Enter'], word },
          { chords: ['Escape'], word: t('backToHosts') },
        ]}
      />
    </>
  )
}
