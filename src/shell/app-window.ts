import { join } from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import { z } from 'zod'
import type { WindowStart } from '../contract/shell-contract'
import { appOrigin } from './app-protocol'
import type { WindowBounds } from './window-bounds'

/** The window's colour until its first paint: the tokens' `--bg-window` of each theme. */
const background = { light: '#edf2f4', dark: '#0b1417' }

/** Opens the one window of Berth; it shows itself with its first paint. */
export function openAppWindow(start: WindowStart, bounds: WindowBounds | null): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...placeOf(bounds),
    minWidth: 820,
    minHeight: 560,
    show: false,
    title: 'Berth',
    backgroundColor: background[themeOf(start)],
    ...titleBar(start.platform, themeOf(start)),
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  if (bounds?.isMaximized === true) window.maximize()
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${appOrigin}/`)
  return window
}

function placeOf(bounds: WindowBounds | null): Partial<Pick<WindowBounds, 'x' | 'y' | 'width' | 'height'>> {
  if (bounds === null) return {}
  const { x, y, width, height } = bounds
  return { x, y, width, height }
}

function titleBar(
  platform: WindowStart['platform'],
  theme: 'light' | 'dark',
): Electron.BrowserWindowConstructorOptions {
  if (platform === 'darwin') return { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 14, y: 14 } }
  if (platform === 'win32')
    return { titleBarStyle: 'hidden', titleBarOverlay: { color: background[theme], height: 43 } }
  return { autoHideMenuBar: true }
}

function themeOf(start: WindowStart): 'light' | 'dark' {
  const chosen = z.object({ theme: z.enum(['light', 'dark']) }).safeParse(start.settings)
  if (chosen.success) return chosen.data.theme
  return nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
}
