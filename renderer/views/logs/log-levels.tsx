import type { ReactElement } from 'react'
import { logLevels } from '../../../src/domain/log-level'
import { Icon } from '../../components/icon'
import { Menu, MenuItem } from '../../components/menu'
import { useTranslation } from '../../i18n/use-translation'
import { FilterToggle } from './filter-toggle'
import { type LevelGroup, levelGroups, toggled } from './log-filter-choice'
import { contextChoices, setLogLook } from './log-look-store'
import type { LogPageModel } from './use-log-page'

const groups = Object.keys(levelGroups) as LevelGroup[]

/** A button a level with how many lines have it, and the one that leaves errors alone. */
export function LogLevels({ model }: { readonly model: LogPageModel }): ReactElement {
  const { t } = useTranslation('logs')
  const { filter, setFilter, snapshot } = model
  const isShown = (group: LevelGroup): boolean =>
    filter.errorsOnly ? group === 'error' : !filter.hiddenLevels.includes(group)
  return (
    <div className="flex log-levels" role="group" aria-label={t('levels')}>
      {groups.map((group) => (
        <FilterToggle
          key={group}
          isOn={isShown(group)}
          title={t('onlyLevel')}
          count={snapshot.state === null ? undefined : countOf(group, snapshot.state.levels)}
          // With errors only, another level means: these as well, and no longer errors alone.
          onToggle={() => setFilter(afterToggle(group, filter.errorsOnly, filter.hiddenLevels))}
        >
          {t(`level.${group}`)}
        </FilterToggle>
      ))}
      <FilterToggle
        isOn={filter.errorsOnly}
        narrows
        title={t('errorsOnly')}
        onToggle={() => setFilter({ errorsOnly: !filter.errorsOnly })}
      >
        {t('errorsOnly')}
      </FilterToggle>
      {filter.errorsOnly && <ContextLines lines={model.look.contextLines} />}
    </div>
  )
}

function afterToggle(
  group: LevelGroup,
  errorsOnly: boolean,
  hidden: readonly LevelGroup[],
): { readonly errorsOnly: false; readonly hiddenLevels: readonly LevelGroup[] } {
  const hiddenNow = errorsOnly ? groups.filter((one) => one !== 'error') : hidden
  return { errorsOnly: false, hiddenLevels: toggled(hiddenNow, group) }
}

function countOf(group: LevelGroup, levels: readonly number[]): number {
  return levelGroups[group].reduce((sum, level) => sum + (levels[logLevels.indexOf(level)] ?? 0), 0)
}

function ContextLines({ lines }: { readonly lines: number }): ReactElement {
  const { t } = useTranslation('logs')
  const trigger = (
    <button type="button" className="fchip" title={t('contextLabel')} aria-label={t('contextLabel')}>
      {t('context', { count: lines })}
      <Icon name="down" />
    </button>
  )
  return (
    <Menu trigger={trigger} label={t('contextLabel')}>
      {contextChoices.map((count) => (
        <MenuItem key={count} checked={count === lines} onSelect={() => setLogLook({ contextLines: count })}>
          {count === 0 ? t('contextNone') : t('contextAround', { count })}
        </MenuItem>
      ))}
    </Menu>
  )
}
