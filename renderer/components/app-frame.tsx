import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation'
import { useEngineStore } from '../stores/engine-store'
import { HostKeyBanner } from '../views/questions/host-key-banner'
import { Rail } from './rail'
import { StateShape } from './state-shape'
import { TopBar } from './top-bar'

/** The frame around every page but the wall. A page brings its own view bar and status bar. */
export function AppFrame({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <div className="app">
      <Rail />
      <TopBar />
      <main className="main">
        <EngineBanner />
        <HostKeyBanner />
        {children}
      </main>
    </div>
  )
}

/** Says that the engine restarts, for as long as it does. */
export function EngineBanner(): ReactElement {
  const { t } = useTranslation('app')
  const restarting = useEngineStore((state) => state.status.kind === 'restarting')
  return (
    <div role="status">
      {restarting && (
        <div className="banner">
          <span className="st st-warn">
            <StateShape name="warn" />
          </span>
          {t('engineRestarting')}
        </div>
      )}
    </div>
  )
}
