import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusBar } from '../../components/status-bar'
import { formatCount } from '../../format/count'
import { useLanguage } from '../../i18n/use-language'
import { timeZoneName } from './log-time'
import type { LogPageModel } from './use-log-page'

/** The page's keys, and how much of the log is held. */
export function LogStatusBar({ model, said }: { readonly model: LogPageModel; readonly said: string }): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const [zone] = useState(() => timeZoneName(Date.now()))
  const { services } = model.choice
  const toggles = services.slice(0, 9).map((_, index) => String(index + 1))
  const hints = [
    { chords: ['Ctrl+F'], word: t('keySearch') },
    { chords: ['Enter'], word: t('keyMatch') },
    { chords: ['J', 'K'], word: t('keyLine') },
    { chords: ['Ctrl+C'], word: t('keyCopy') },
    { chords: toggles, word: services.slice(0, 3).join(', ') },
    { chords: ['F'], word: t('keyFollow') },
    { chords: ['End'], word: t('keyNewest') },
  ]
  const { state } = model.snapshot
  const held = state?.count ?? 0
  const parts = [
    t('heldLines', { count: held, formatted: formatCount(held, language) }),
    t('dropped', { formatted: formatCount(state?.dropped ?? 0, language) }),
    t('clock', { zone }),
  ]
  return (
    <StatusBar hints={hints.filter((hint) => hint.chords.length > 0)}>
      <span role="status">{said}</span>
      {parts.join(' · ')}
    </StatusBar>
  )
}
