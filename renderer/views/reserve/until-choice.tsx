import { type ReactElement, useId } from 'react'
import { longestReservationMs } from '../../../src/domain/reservation'
import { useClock } from '../../format/clock'
import { formatClock, formatDay, formatUptime, formatWeekday } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { fromLocalField, toLocalField, untilFault, type UntilPreset } from './until-presets'

/** When a reservation ends, as chosen: one of the presets, or a moment of one's own. */
export type UntilChoiceState = {
  readonly kind: UntilPreset['kind'] | 'pick'
  readonly untilMs: number | null
}

type UntilChoiceProps = {
  readonly presets: readonly UntilPreset[]
  readonly choice: UntilChoiceState
  readonly onChoose: (choice: UntilChoiceState) => void
}

const dayMs = 86_400_000
const longestDays = longestReservationMs / dayMs

/** Quick choices and a field for any other moment. */
export function UntilChoice({ presets, choice, onChoose }: UntilChoiceProps): ReactElement {
  const { t } = useTranslation('reserve')
  const language = useLanguage()
  const labelId = useId()
  const now = useClock((nowMs) => nowMs - (nowMs % 60_000))
  const dayOf = (preset: UntilPreset): string => {
    const word = formatWeekday(preset.untilMs, language)
    return preset.kind === 'weekday' ? t('weekday', { day: language === 'en' ? fullDay(preset.untilMs) : word }) : word
  }
  const whenOf = (preset: UntilPreset): string => {
    const clock = formatClock(preset.untilMs)
    if (preset.kind === 'tomorrow') return `${dayOf(preset)} ${clock}`
    return preset.kind === 'weekday' ? `${formatDay(preset.untilMs, now, language)} ${clock}` : clock
  }
  const first = choice.untilMs ?? presets[0]?.untilMs ?? now
  return (
    <div className="field">
      <span className="lab" id={labelId}>
        {t('untilLabel')}
      </span>
      <div className="presets" role="radiogroup" aria-labelledby={labelId}>
        {presets.map((preset) => (
          <Preset
            key={preset.kind}
            name={labelId}
            checked={choice.kind === preset.kind}
            word={preset.kind === 'weekday' ? dayOf(preset) : t(preset.kind)}
            detail={whenOf(preset)}
            onChoose={() => onChoose(preset)}
          />
        ))}
        <Preset
          name={labelId}
          checked={choice.kind === 'pick'}
          word={t('pick')}
          detail={t('pickHint')}
          onChoose={() => onChoose({ kind: 'pick', untilMs: first })}
        />
      </div>
      {choice.kind === 'pick' && (
        <PickField untilMs={choice.untilMs ?? first} onChange={(untilMs) => onChoose({ kind: 'pick', untilMs })} />
      )}
      <UntilHelp untilMs={choice.untilMs} />
    </div>
  )
}

const englishDays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

function fullDay(atMs: number): string {
  return englishDays[new Date(atMs).getDay()] ?? ''
}

type PresetProps = {
  readonly name: string
  readonly checked: boolean
  readonly word: string
  readonly detail: string
  readonly onChoose: () => void
}

function Preset({ name, checked, word, detail, onChoose }: PresetProps): ReactElement {
  return (
    <label>
      <input type="radio" className="vh" name={name} checked={checked} onChange={onChoose} />
      <b>{word}</b>
      <span>{detail}</span>
    </label>
  )
}

type PickFieldProps = { readonly untilMs: number; readonly onChange: (untilMs: number | null) => void }

/** Keeps what is typed to itself until it is a moment: half a date is none. */
function PickField({ untilMs, onChange }: PickFieldProps): ReactElement {
  const { t } = useTranslation('reserve')
  return (
    <div className="input">
      <input
        type="datetime-local"
        aria-label={t('pickLabel')}
        defaultValue={toLocalField(untilMs)}
        onChange={(event) => onChange(fromLocalField(event.currentTarget.value))}
      />
    </div>
  )
}

function UntilHelp({ untilMs }: { readonly untilMs: number | null }): ReactElement {
  const { t } = useTranslation('reserve')
  const language = useLanguage()
  const text = useClock((nowMs) => {
    const fault = untilFault(untilMs, nowMs)
    if (fault === 'none' || untilMs === null) return t('faultNone')
    if (fault === 'past') return t('faultPast')
    if (fault === 'too-long') return t('faultTooLong', { days: longestDays })
    return t('fromNow', { time: formatUptime(untilMs - nowMs, language), days: longestDays })
  })
  return (
    <span className="help" role="status">
      {text}
    </span>
  )
}
