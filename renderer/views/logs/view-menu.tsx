import { DropdownMenu } from 'radix-ui'
import { type ReactElement, useState } from 'react'
import { Icon } from '../../components/icon'
import { Menu, MenuItem } from '../../components/menu'
import { useTranslation } from '../../i18n/use-translation'
import { setLogLook, useLogLook } from './log-look-store'
import { logTimes, timeZoneName } from './log-time'

const timesTexts = { local: 'timesLocal', utc: 'timesUtc', relative: 'timesRelative' } as const

/** How lines are painted: wrapped or cut, stack traces folded or open, and how times are written. */
export function ViewMenu(): ReactElement {
  const { t } = useTranslation('logs')
  const look = useLogLook()
  const [zone] = useState(() => timeZoneName(Date.now()))
  const trigger = (
    <button type="button" className="btn">
      <Icon name="eye" />
      <span>{t('view')}</span>
    </button>
  )
  return (
    <Menu trigger={trigger} label={t('view')}>
      <MenuItem checked={look.wrapped} onSelect={() => setLogLook({ wrapped: !look.wrapped })}>
        <Tick isOn={look.wrapped} />
        {t('wrap')}
      </MenuItem>
      <MenuItem checked={look.foldStacks} onSelect={() => setLogLook({ foldStacks: !look.foldStacks })}>
        <Tick isOn={look.foldStacks} />
        {t('foldStacks')}
      </MenuItem>
      <DropdownMenu.Separator className="menu-line" />
      {logTimes.map((times) => (
        <MenuItem key={times} checked={look.times === times} onSelect={() => setLogLook({ times })}>
          <Tick isOn={look.times === times} />
          {t(timesTexts[times], { zone })}
        </MenuItem>
      ))}
    </Menu>
  )
}

function Tick({ isOn }: { readonly isOn: boolean }): ReactElement {
  return <span className="tick">{isOn && <Icon name="check" />}</span>
}
