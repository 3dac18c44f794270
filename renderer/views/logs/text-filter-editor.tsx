import { type ReactElement, useState } from 'react'
import { describeError } from '../../../src/domain/berth-error'
import { Button } from '../../components/button'
import { CheckBox } from '../../components/check-box'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { TextFilter } from './log-filter-choice'
import { PatternToggles } from './pattern-toggles'
import { readPattern } from './read-pattern'

type TextFilterEditorProps = { readonly initial: TextFilter; readonly onApply: (text: TextFilter) => void }

/** Says which text lines must hold or must not; a pattern that can't be used is refused here, in words. */
export function TextFilterEditor({ initial, onApply }: TextFilterEditorProps): ReactElement {
  const { t } = useTranslation('logs')
  const [text, setText] = useState(initial)
  const [refused, setRefused] = useState('')
  const language = useLanguage()
  const change = (changed: Partial<TextFilter>): void => {
    setText({ ...text, ...changed })
    setRefused('')
  }
  const apply = (): void => {
    const reason = readPattern(text).refused
    if (reason === null) return onApply(text)
    const { message, hint } = describeError(reason, language)
    setRefused(`${message} ${hint}`)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (text.text !== '') apply()
      }}
    >
      <div className={refused === '' ? 'input' : 'input bad'}>
        <input
          value={text.text}
          maxLength={500}
          placeholder={t('filterPlaceholder')}
          aria-label={text.not ? t('filterTextNot') : t('filterText')}
          aria-invalid={refused !== ''}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ text: event.target.value })}
        />
        <PatternToggles pattern={text} onChange={change} />
      </div>
      <p className="refused" role="alert">
        {refused}
      </p>
      <div className="flex">
        <CheckBox checked={text.not} label={t('filterHides')} onToggle={() => change({ not: !text.not })}>
          {t('filterHides')}
        </CheckBox>
        <span className="grow" />
        <Button kind="primary" size="s" type="submit" keyCap="↵">
          {t('filterApply')}
        </Button>
      </div>
    </form>
  )
}
