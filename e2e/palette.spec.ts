import AxeBuilder from '@axe-core/playwright'
import { expectState, row } from './board-page'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'palette', shopSlots: ['dev1', 'dev2'] })

test('slots, versions, branches, actions, people and deployments are found and reached by keys alone', async ({
  berth,
}) => {
  const { page } = berth
  await expectState(page, 'dev1', 'healthy')
  await expectState(page, 'dev2', 'healthy')
  const open = async (text: string): Promise<void> => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog', { name: 'Search and commands' })).toBeVisible()
    await page.keyboard.type(text)
  }
  const options = page.getByRole('option')

  await open('dash')
  await expect(options.first()).toContainText('seoul-1 / dev1')
  await expect(page.getByRole('option', { name: /kickoff-240510-dashboard/ })).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('mark.hit').first()).toHaveText('dash')
  expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([])
  await pictures(berth, 'palette')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /dev1/ }).first()).toBeVisible()
  await page.keyboard.press('Escape')

  // A branch asks for the slot; Esc takes one step back, and the plan opens for what was chosen.
  await open('kickoff-240603-payment')
  await expect(page.getByRole('option', { name: /^kickoff-240603-payment/ })).toBeVisible({ timeout: 30_000 })
  const selected = page.getByRole('option', { selected: true })
  for (let step = 0; !(await selected.innerText()).startsWith('kickoff-240603'); step += 1) {
    expect(step).toBeLessThan(20)
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Tab')
  await expect(options.first()).toContainText('Deploy to seoul-1 / dev1…')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('combobox')).toHaveAttribute('placeholder', 'Search slots, branches, commands')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // Enter means what is typed, also where the list has not caught up with it.
  await open('> roll back dev1')
  await expect(options.first()).toContainText('dev1')
  await page.getByRole('combobox').evaluate(typeAndEnter, '> roll back dev2')
  await expect(page.getByRole('dialog')).toContainText('Roll back seoul-1 / dev2')
  await page.keyboard.press('Escape')

  await open('> wall')
  await page.keyboard.press('Enter')
  await expect(page.locator('.wall').first()).toBeVisible()
  await page.keyboard.press('Escape')

  await open('no such thing at all')
  await expect(page.getByText('Nothing has these words.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(row(page, 'dev1')).toBeVisible()
})

/** The key comes before React has rendered the list for the letters. */
async function typeAndEnter(field: HTMLElement, text: string): Promise<void> {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await Promise.resolve()
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
}
