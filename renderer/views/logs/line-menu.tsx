import { DropdownMenu } from 'radix-ui'
import type { ReactElement } from 'react'
import { noService, rowKind } from '../../../src/contract/log-contract'
import { plainLine } from '../../../src/domain/ansi-spans'
import { Icon } from '../../components/icon'
import { Menu, MenuItem } from '../../components/menu'
import { useTranslation } from '../../i18n/use-translation'
import type { TextFilter } from './log-filter-choice'
import type { LogRow } from './log-row-cache'
import type { LogOutput } from './use-log-output'
import type { LogPageModel } from './use-log-page'
import type { RowActions } from './use-row-actions'

/** The longest text of a line that a filter or a search begins with. */
const longestDraft = 80

type LineMenuProps = {
  readonly model: LogPageModel
  readonly rows: RowActions
  readonly output: LogOutput
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onWhole: (row: LogRow) => void
  readonly onFilter: (draft: TextFilter) => void
}

/** What can be done with the current line; its button stands at the line's end. */
export function LineMenu(props: LineMenuProps): ReactElement | null {
  const { t } = useTranslation('logs')
  const { rows, isOpen, onOpenChange } = props
  const row = rows.current
  if (row === undefined) return null
  const trigger = (
    <button type="button" className="btn ghost icon s line-menu" aria-label={t('menu.label')} title={t('menu.label')}>
      <Icon name="more" />
    </button>
  )
  return (
    <Menu trigger={trigger} label={t('menu.label')} open={isOpen} onOpenChange={onOpenChange}>
      <CopyItems {...props} row={row} />
      {row.kind !== rowKind.marker && (
        <>
          <DropdownMenu.Separator className="menu-line" />
          <MenuItem onSelect={() => props.onWhole(row)}>{t('menu.whole')}</MenuItem>
          <FoldItem {...props} row={row} />
          <DropdownMenu.Separator className="menu-line" />
          <FilterItems {...props} row={row} />
        </>
      )}
    </Menu>
  )
}

type ItemsProps = LineMenuProps & { readonly row: LogRow }

function CopyItems({ output, row }: ItemsProps): ReactElement {
  const { t } = useTranslation('logs')
  return (
    <>
      <MenuItem onSelect={() => output.copy(false)}>{t('menu.copyText')}</MenuItem>
      <MenuItem onSelect={() => output.copy(true)}>{t('menu.copyGutter')}</MenuItem>
      <MenuItem onSelect={() => output.share(row)}>{t('menu.share')}</MenuItem>
    </>
  )
}

function FoldItem({ model, rows, row }: ItemsProps): ReactElement {
  const { t } = useTranslation('logs')
  const canFold = model.paint.unfolded.has(row.number) || row.fold === 'open' || row.fold === 'continuation'
  return canFold ? (
    <MenuItem onSelect={() => rows.fold()}>{t('menu.fold')}</MenuItem>
  ) : (
    <MenuItem onSelect={() => rows.unfold()}>{t('menu.unfold')}</MenuItem>
  )
}

function FilterItems({ model, row, onFilter }: ItemsProps): ReactElement {
  const { t } = useTranslation('logs')
  const { paint, choice, setFilter, search, searchInput } = model
  const service = row.service === noService ? undefined : paint.services[row.service]
  const draft = plainLine(row.text).trim().slice(0, longestDraft)
  return (
    <>
      {service !== undefined && choice.services.length > 1 && (
        <MenuItem onSelect={() => setFilter({ hiddenServices: choice.services.filter((name) => name !== service) })}>
          {t('menu.onlyService', { service })}
        </MenuItem>
      )}
      {draft !== '' && (
        <>
          <MenuItem onSelect={() => onFilter({ text: draft, kind: 'literal', matchCase: false, not: true })}>
            {t('menu.hideLike')}
          </MenuItem>
          <MenuItem
            onSelect={() => {
              search.change({ text: draft, kind: 'literal' })
              searchInput.current?.focus()
            }}
          >
            {t('menu.searchText')}
          </MenuItem>
        </>
      )}
    </>
  )
}
