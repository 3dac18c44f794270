import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Pictures of every screen, for a person to look at; each screen is checked for accessibility on the way. */
const directory = resolve(import.meta.dirname, '../test-results/screens')
mkdirSync(directory, { recursive: true })

/** The looks in which each screen is seen. */
export const looks = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'ko'] as const).map((language) => ({ theme, language })),
)

/** Takes a picture and looks for what keeps people out. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(directory, `${name}.png`) })
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map((violation) => `${name} ${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([])
}
