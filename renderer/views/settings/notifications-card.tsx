import { type ReactElement, useState } from 'react'
import { type QuietHours, readTimeOfDay } from '../../../src/domain/quiet-hours'
import type { Settings } from '../../../src/domain/settings'
import { IconButton } from '../../components/button'
import { CheckBox } from '../../components/check-box'
import { useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import { slotKey } from '../board/slot-key'
import { useFollow } from '../board/use-follow'
import type { SettingsChange } from './settings-change'

type CardProps = { readonly settings: Settings; readonly change: (part: SettingsChange) => void }

/** Notifications on this computer: whether, when not, and for which slots. */
export function NotificationsCard({ settings, change }: CardProps): ReactElement {
  const { t } = useTranslation(['notices', 'settings'])
  const { desktopNotices } = settings
  return (
    <section className="card">
      <div className="ch">
        <h2>{t('card')}</h2>
        <span className="r meta tx3">{t('settings:saved')}</span>
      </div>
      <div className="cb srows">
        <div className="srow">
          <span className="lab">{t('desktop')}</span>
          <div className="ctl">
            <CheckBox
              checked={desktopNotices}
              label={t('desktopOn')}
              onToggle={() => change({ desktopNotices: !desktopNotices })}
            >
              {t('desktopOn')}
            </CheckBox>
            <p className="help">{t('desktopHelp')}</p>
          </div>
        </div>
        <QuietRow quietHours={settings.quietHours} change={change} />
        <FollowedRow followed={settings.followed} />
      </div>
    </section>
  )
}

const usual: QuietHours = { from: '19:00', to: '09:00', weekends: true }

type QuietRowProps = { readonly quietHours: QuietHours | null; readonly change: CardProps['change'] }

function QuietRow({ quietHours, change }: QuietRowProps): ReactElement {
  const { t } = useTranslation('notices')
  const hours = quietHours ?? usual
  const [isBad, setBad] = useState(false)
  const set = (part: Partial<QuietHours>): void => change({ quietHours: { ...hours, ...part } })
  return (
    <div className="srow">
      <span className="lab">{t('quiet')}</span>
      <div className="ctl">
        <div className="times">
          <CheckBox
            checked={quietHours !== null}
            label={t('quiet')}
            onToggle={() => change({ quietHours: quietHours === null ? usual : null })}
          >
            {t('quietOn')}
          </CheckBox>
          {quietHours !== null && (
            <>
              <TimeField label={t('quietFrom')} time={hours.from} onTime={(from) => set({ from })} onBad={setBad} />
              <span className="tx3">{t('to')}</span>
              <TimeField label={t('quietTo')} time={hours.to} onTime={(to) => set({ to })} onBad={setBad} />
              <CheckBox
                checked={hours.weekends}
                label={t('weekends')}
                onToggle={() => set({ weekends: !hours.weekends })}
              >
                {t('weekends')}
              </CheckBox>
            </>
          )}
        </div>
        <p className="help" role="status">
          {isBad ? t('badTime') : t('quietHelp')}
        </p>
      </div>
    </div>
  )
}

type TimeFieldProps = {
  readonly label: string
  readonly time: string
  readonly onTime: (time: string) => void
  readonly onBad: (isBad: boolean) => void
}

/** A time of day; saved when the field is left. */
function TimeField({ label, time, onTime, onBad }: TimeFieldProps): ReactElement {
  const [draft, setDraft] = useState<string | null>(null)
  const read = draft === null ? time : readTimeOfDay(draft)
  const save = (): void => {
    onBad(read === null)
    if (read === null) return
    if (read !== time) onTime(read)
    setDraft(null)
  }
  return (
    <div className={read === null ? 'input bad' : 'input'}>
      <input
        aria-label={label}
        aria-invalid={read === null}
        value={draft ?? time}
        maxLength={5}
        autoComplete="off"
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </div>
  )
}

function FollowedRow({ followed }: Pick<Settings, 'followed'>): ReactElement {
  const { t } = useTranslation('notices')
  const hosts = useBoardStore((state) => state.board.hosts)
  const follow = useFollow()
  const hostName = (hostId: string): string =>
    hosts.find(({ host }) => host.id === hostId)?.host.name ?? t('unknownHost')
  return (
    <div className="srow">
      <span className="lab">{t('slots')}</span>
      <div className="ctl">
        {followed.length === 0 && <p className="help">{t('none')}</p>}
        <ul className="followed-slots">
          {followed.map((address) => (
            <li key={slotKey(address)}>
              <b className="ell">{address.slot}</b>
              <span className="tx3 ell">{hostName(address.hostId)}</span>
              <span className="grow" />
              <IconButton icon="x" label={t('unfollow', { slot: address.slot })} onClick={() => follow(address)} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
