import './load-fonts'
import './zod-jitless'
import './theme/theme.css'
import { createRoot } from 'react-dom/client'
import type { BerthBridge } from '../src/contract/shell-contract'
import { App } from './app'
import { followAppearance } from './appearance'
import { createClient } from './client'
import { ClientContext } from './client-context'
import { mountSprite } from './components/sprite'
import { TextsProvider } from './i18n/use-translation'
import { reportPaint } from './report-paint'
import { feedStores } from './stores/feed-stores'

declare global {
  // Declared on the window by the preload.
  var berth: BerthBridge
}

function start(root: HTMLElement): void {
  const client = createClient(globalThis.berth, window)
  document.documentElement.dataset['platform'] = client.start.platform
  feedStores(client)
  const texts = followAppearance(client.start.systemLanguage)
  mountSprite(document)
  createRoot(root).render(
    <TextsProvider source={texts}>
      <ClientContext value={client}>
        <App />
      </ClientContext>
    </TextsProvider>,
  )
  reportPaint(client)
}

const root = document.getElementById('root')
if (root !== null) start(root)
