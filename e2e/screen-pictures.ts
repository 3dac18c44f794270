import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect } from '@playwright/test'
import type { BerthApp } from './berth-app'
import { axeFaults } from './screen-faults'

/** Pictures of every screen, for a person to look at; each screen is checked for accessibility on the way. */
const directory = resolve(import.meta.dirname, '../test-results/screens')
mkdirSync(directory, { recursive: true })

/** How the window is dressed. */
export type Look = { readonly theme: 'light' | 'dark'; readonly language: 'en' | 'ko' }

/** What specs read: English. */
export const usual: Look = { theme: 'light', language: 'en' }
/** Each other setting: what holds in both looks holds in all four. */
export const opposite: Look = { theme: 'dark', language: 'ko' }
/** Where nobody looks at the pictures, those that are not checked either are left out. */
const looks: readonly Look[] =
  process.env['CI'] === undefined
    ? [{ theme: 'light', language: 'ko' }, opposite, { theme: 'dark', language: 'en' }, usual]
    : [opposite, usual]

/**
 * Takes a picture of the screen in each look, changing looks as the settings do it: the screen stays what it is. Looks
 * on the way for what keeps people out: all of it in one look, colours in both themes.
 */
export async function pictures(berth: BerthApp, name: string): Promise<void> {
  for (const look of looks) {
    await wear(berth, look)
    await berth.page.screenshot({ path: join(directory, `${name}.${look.language}.${look.theme}.png`) })
    const rules = look === opposite ? 'all' : 'of-colours'
    if (look === opposite || look === usual)
      expect(await axeFaults(berth.page, rules), `${name} in ${look.language}, ${look.theme}`).toEqual([])
  }
}

/** Dresses the window in a look, and waits until it wears it. */
export async function wear(berth: BerthApp, { theme, language }: Look): Promise<void> {
  writeSettings(berth, { theme, language })
  await expect(berth.page.locator(`html[data-theme="${theme}"][lang="${language}"]`)).toBeAttached()
}

/** Changes settings in their file, which is all it takes: the app follows it. */
export function writeSettings({ home }: BerthApp, changes: object): void {
  const file = join(home, 'settings.json')
  const settings: unknown = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(`${file}.new`, JSON.stringify({ ...(settings as object), ...changes }))
  renameSync(`${file}.new`, file)
}
