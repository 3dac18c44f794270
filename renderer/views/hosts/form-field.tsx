import type { ReactElement } from 'react'
import { Icon, type IconName } from '../../components/icon'
import { useTranslation } from '../../i18n/use-translation'
import type { DraftFault } from './wanted-host'

type FormFieldProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly help?: string
  readonly proposal?: string
  readonly icon?: IconName
  /** Names, addresses and paths are set in the font that tells l from 1. */
  readonly isMono?: boolean
  readonly maxLength?: number
  readonly fault?: DraftFault | undefined
}

/** One line of a form: its label, what is typed, and what helps or is wrong. */
export function FormField(props: FormFieldProps): ReactElement {
  const { id, label, value, onChange, help, proposal, icon, isMono = true, maxLength = 1_024, fault } = props
  const { t } = useTranslation('hosts')
  const note = fault === undefined ? help : t(`fault.${fault}`)
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={fault === undefined ? 'input' : 'input bad'}>
        {icon !== undefined && <Icon name={icon} />}
        <input
          id={id}
          className={isMono ? 'mono' : undefined}
          value={value}
          maxLength={maxLength}
          placeholder={proposal}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={fault !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      {note !== undefined && (
        <span id={`${id}-note`} className={fault === undefined ? 'help' : 'help why'}>
          {note}
        </span>
      )}
    </div>
  )
}
