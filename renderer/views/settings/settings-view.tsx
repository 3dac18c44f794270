import { type ReactElement, useState } from 'react'
import { describeError } from '../../../src/domain/berth-error'
import type { Settings } from '../../../src/domain/settings'
import { Segments } from '../../components/segments'
import { StatusBar } from '../../components/status-bar'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { useSampleStore } from '../../stores/sample-store'
import { useSettingsStore } from '../../stores/settings-store'
import { RegistriesCard } from '../registries/registries-card'
import { KickoffCard } from './kickoff-card'
import { LogsCard } from './logs-card'
import { NotificationsCard } from './notifications-card'
import type { SettingsChange } from './settings-change'
import { useChangeSettings } from './use-change-settings'
import { TrayRows } from './tray-rows'
import { VersionCard } from './version-card'
import { WordCard } from './word-card'

/** Settings of this person on this computer; each change is saved at once. */
export function SettingsView(): ReactElement {
  const { t } = useTranslation(['settings', 'app'])
  const settings = useSettingsStore((state) => state.settings)
  const isSample = useSampleStore((state) => state.isSample)
  const change = useChangeSettings()
  return (
    <>
      <div className="viewbar">
        <h1>{t('title')}</h1>
      </div>
      <div className="sets plain">
        <div className="scol">
          <FileProblem />
          <GeneralCard settings={settings} change={change} />
          <NotificationsCard settings={settings} change={change} />
          {!isSample && <VersionCard settings={settings} change={change} />}
          {!isSample && <RegistriesCard />}
        </div>
        <div className="scol">
          <KickoffCard pattern={settings.kickoffPattern} change={change} />
          {!isSample && <WordCard targets={settings.noticeTargets} />}
          <LogsCard megabytes={settings.logMemoryMegabytes} change={change} />
        </div>
      </div>
      <StatusBar
        hints={[
          { chords: ['Escape'], word: t('app:back') },
          { chords: ['?'], word: t('app:keys.all') },
        ]}
      />
    </>
  )
}

function FileProblem(): ReactElement | null {
  const { t } = useTranslation('settings')
  const language = useLanguage()
  const problem = useSettingsStore((state) => state.problem)
  if (problem === null) return null
  const { message, hint } = describeError(problem, language)
  return (
    <section className="card problem-card" role="status">
      <div className="cb">
        <b>{t('fileProblem')}</b>
        <p>{message}</p>
        <p>{hint}</p>
      </div>
    </section>
  )
}

type CardProps = { readonly settings: Settings; readonly change: (part: SettingsChange) => void }

function GeneralCard({ settings, change }: CardProps): ReactElement {
  const { t } = useTranslation('settings')
  return (
    <section className="card">
      <div className="ch">
        <h2>{t('general')}</h2>
        <span className="r meta tx3">{t('saved')}</span>
      </div>
      <div className="cb srows">
        <NameRow name={settings.personName} change={change} />
        <div className="srow">
          <span className="lab">{t('language')}</span>
          <div className="ctl">
            <Segments
              label={t('language')}
              value={settings.language}
              choices={[
                { value: 'system', word: t('system') },
                { value: 'en', word: 'English' },
                { value: 'ko', word: '한국어' },
              ]}
              onChoose={(language) => change({ language })}
            />
          </div>
        </div>
        <div className="srow">
          <span className="lab">{t('theme')}</span>
          <div className="ctl">
            <Segments
              label={t('theme')}
              value={settings.theme}
              choices={[
                { value: 'system', word: t('system') },
                { value: 'light', word: t('light') },
                { value: 'dark', word: t('dark') },
              ]}
              onChoose={(theme) => change({ theme })}
            />
          </div>
        </div>
        <TrayRows settings={settings} change={change} />
      </div>
    </section>
  )
}

function NameRow({ name, change }: { readonly name: string; readonly change: CardProps['change'] }): ReactElement {
  const { t } = useTranslation('settings')
  const [draft, setDraft] = useState<string | null>(null)
  const save = (): void => {
    if (draft !== null && draft.trim() !== name) change({ personName: draft.trim() })
    setDraft(null)
  }
  return (
    <div className="srow">
      <label className="lab" htmlFor="person-name">
        {t('name')}
      </label>
      <div className="ctl">
        <div className="input short">
          <input
            id="person-name"
            maxLength={64}
            value={draft ?? name}
            aria-describedby="person-name-help"
            autoComplete="off"
            onChange={(event) => setDraft(event.currentTarget.value)}
            onBlur={save}
            onKeyDown={(event) => event.key === 'Enter' && save()}
          />
        </div>
        <p className="help" id="person-name-help">
          {t('nameHelp')}
        </p>
      </div>
    </div>
  )
}
