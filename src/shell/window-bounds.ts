import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BrowserWindow } from 'electron'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import { z } from 'zod'

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  isMaximized: z.boolean(),
})

/** Where the window was when it was last closed, in screen points. */
export type WindowBounds = z.infer<typeof boundsSchema>

type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** So much of the window must be on a screen that people can take hold of it. */
const reachable = { width: 120, height: 60 }

/** Null where nothing was kept, or none of the screens shows enough of it any more. */
export function readWindowBounds(file: string, screens: readonly Area[]): WindowBounds | null {
  try {
    const bounds = boundsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return screens.some((screen) => isReachable(bounds, screen)) ? bounds : null
  } catch {
    return null
  }
}

function isReachable(bounds: WindowBounds, screen: Area): boolean {
  const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x)
  // The title bar is at the top: below the screen's upper edge, and not all of it under the lower one.
  const isTopOnScreen = bounds.y >= screen.y && bounds.y + reachable.height <= screen.y + screen.height
  return width >= reachable.width && isTopOnScreen
}

/** Keeps where the window is when it closes. What can't be written is forgotten: the next start opens in the middle. */
export function keepWindowBounds(file: string, window: BrowserWindow): void {
  window.on('close', () => {
    try {
      const bounds: WindowBounds = { ...window.getNormalBounds(), isMaximized: window.isMaximized() }
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      writeFileAtomicSync(file, JSON.stringify(bounds), { mode: 0o600 })
    } catch {
      // See above.
    }
  })
}
