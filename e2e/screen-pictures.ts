import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { BerthApp } from './berth-app'

/** Pictures of every screen, for a person to look at; each screen is checked for accessibility on the way. */
const directory = resolve(import.meta.dirname, '../test-results/screens')
mkdirSync(directory, { recursive: true })

type Look = { readonly theme: 'light' | 'dark'; readonly language: 'en' | 'ko' }

/** Specs read English; each change is of one setting. */
const usual: Look = { theme: 'light', language: 'en' }
const opposite: Look = { theme: 'dark', language: 'ko' }
/** Where nobody looks at the pictures, those that are not checked either are left out. */
const looks: readonly Look[] =
  process.env['CI'] === undefined
    ? [{ theme: 'light', language: 'ko' }, opposite, { theme: 'dark', language: 'en' }, usual]
    : [opposite, usual]

/**
 * Takes a picture of the screen in each look, changing looks as the settings do it: the screen stays what it is. Looks
 * on the way for what keeps people out, in each theme and each language.
 */
export async function pictures(berth: BerthApp, name: string): Promise<void> {
  for (const look of looks) {
    await wear(berth, look)
    await berth.page.screenshot({ path: join(directory, `${name}.${look.language}.${look.theme}.png`) })
    if (look === opposite || look === usual) await expectAccessible(berth, `${name} in ${look.language}, ${look.theme}`)
  }
}

/** The file of the settings is all it takes: the app follows it. */
async function wear({ home, page }: BerthApp, { theme, language }: Look): Promise<void> {
  const file = join(home, 'settings.json')
  const settings: unknown = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(`${file}.new`, JSON.stringify({ ...(settings as object), theme, language }))
  renameSync(`${file}.new`, file)
  await expect(page.locator(`html[data-theme="${theme}"][lang="${language}"]`)).toBeAttached()
}

async function expectAccessible({ page }: BerthApp, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map((violation) => `${name} ${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([])
}
