import type { ElectronApplication, Page } from '@playwright/test'
import { expectState, row } from './board-page'
import { alwaysChooseSlotsFile, writeSlotsFile } from './harness/sample-slots-file'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'open-address', shopSlots: ['dev1'] })

test('O opens the address that the published slots file names, and the page can have nothing else opened', async ({
  berth: { app, page },
}) => {
  await expectState(page, 'dev1', 'healthy')
  await rememberOpened(app)
  const button = row(page, 'dev1').getByRole('button', { name: 'Open URL' })
  await expect(button).toHaveAttribute('aria-description', /No published slots file/)
  await row(page, 'dev1').focus()
  await page.keyboard.press('o')

  await publish(app, page)
  await expect(button).not.toHaveAttribute('aria-description')
  await row(page, 'dev1').focus()
  await page.keyboard.press('o')
  await expect.poll(() => opened(app)).toEqual(['http://localhost:3101/'])

  const answers = await page.evaluate(async () => {
    const { berth } = window as unknown as { berth: { request: (name: string, body: unknown) => Promise<unknown> } }
    const tries = ['https://example.com/', 'file:///etc/passwd', 'https://localhost@example.com/']
    return Promise.all(tries.map((address) => berth.request('open-address', { address })))
  })
  expect(answers).toEqual([{ opened: false }, { opened: false }, { opened: false }])
  await page.keyboard.press('Enter')
  await page.keyboard.press('o')
  await expect.poll(() => opened(app)).toEqual(['http://localhost:3101/', 'http://localhost:3101/'])
})

/** Nothing is opened on the machine that runs the tests. */
async function rememberOpened(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ shell }) => {
    const seen: string[] = []
    Object.assign(globalThis, { openedAddresses: seen })
    shell.openExternal = async (address) => void seen.push(address)
  })
}

function opened(app: ElectronApplication): Promise<unknown> {
  return app.evaluate(() => (globalThis as unknown as { openedAddresses: string[] }).openedAddresses)
}

async function publish(app: ElectronApplication, page: Page): Promise<void> {
  await alwaysChooseSlotsFile(app)
  writeSlotsFile()
  await page.keyboard.press('Control+4')
  await page.keyboard.press('s')
  await page.keyboard.press('o')
  await expect(page.getByText('Can be published')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('r1 is published on seoul-1.')).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Control+1')
}
