import type { ReactElement } from 'react'
import { Icon } from '../../components/icon'
import { Menu, MenuItem } from '../../components/menu'
import { useTranslation } from '../../i18n/use-translation'
import type { LogOutput } from './use-log-output'

const choices = [
  ['shown', 'saveShown'],
  ['all', 'saveAll'],
  ['compressed', 'saveAllCompressed'],
] as const

/** Which lines to save to a file. */
export function SaveMenu({ output }: { readonly output: LogOutput }): ReactElement {
  const { t } = useTranslation('logs')
  const trigger = (
    <button type="button" className="btn">
      <Icon name="dl" />
      <span>{t('save')}</span>
    </button>
  )
  return (
    <Menu trigger={trigger} label={t('save')}>
      {choices.map(([choice, word]) => (
        <MenuItem key={choice} onSelect={() => output.save(choice)}>
          {t(word)}
        </MenuItem>
      ))}
    </Menu>
  )
}
