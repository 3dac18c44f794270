import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { startWebhookReceiver, type WebhookReceiver } from '../src/testing/webhook-receiver'
import type { BerthApp } from './berth-app'
import { expectState, row } from './board-page'
import { catchNotifications, shownIn } from './caught-notifications'
import { openShopDeployer } from './harness/shop-deployer'
import type { Shop } from './harness/shop'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'notices', shopSlots: ['dev1'] })

const payment = 'kickoff-240603-payment'
const signingSecret = 's3cret-of-the-receiver'

async function clickLast(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const shown = (globalThis as unknown as { shownNotifications: Electron.Notification[] }).shownNotifications
    shown.at(-1)?.emit('click')
  })
}

async function deployAsColleague(shop: Shop): Promise<void> {
  const colleague = openShopDeployer(shop, '박서준')
  try {
    const operation = { kind: 'deploy', tag: payment, services: null, recreate: 'changed' } as const
    expect(await colleague.run('dev1', operation)).toEqual({ kind: 'succeeded' })
  } finally {
    await colleague.close()
  }
}

/** Adds a webhook by the settings; a text that names what nobody knows is refused first. */
async function addWebhook(berth: BerthApp, { origin }: WebhookReceiver): Promise<void> {
  const { page } = berth
  await page.getByRole('button', { name: 'Add…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Tell others' })
  await dialog.getByText('Webhook', { exact: true }).click()
  await dialog.getByLabel('Name').fill('ci')
  await dialog.getByLabel('Address').fill('http://hooks.example.com/x')
  await dialog.getByLabel('Signing secret').fill(signingSecret)
  await dialog.getByRole('checkbox', { name: 'Deployment started' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText(/has to begin with https/)).toBeVisible()
  await dialog.getByLabel('Address').fill(`${origin}/hooks/hidden-path`)
  await dialog.getByText('Texts').click()
  await dialog.getByLabel('Text: Deployed').fill('{slot} runs {brunch}')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText(/Nothing is known as \{brunch\}/)).toBeVisible()
  await pictures(berth, 'notice-target')
  await dialog.getByLabel('Text: Deployed').fill('{slot} runs {branch}')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
}

function expectSigned({ received }: WebhookReceiver): void {
  for (const { headers, body } of received) {
    const hmac = createHmac('sha256', signingSecret).update(`${String(headers['x-berth-timestamp'])}.${body}`)
    expect(headers['x-berth-signature']).toBe(`sha256=${hmac.digest('hex')}`)
  }
}

const bodies = ({ received }: WebhookReceiver) =>
  received.map(({ body }) => JSON.parse(body) as Readonly<Record<string, unknown>>)

test('what a colleague does on a followed slot is notified, and what I do is sent to a webhook', async ({
  berth,
  shop,
}) => {
  test.setTimeout(240_000)
  const { page, app, home } = berth
  const receiver = await startWebhookReceiver()
  try {
    await catchNotifications(app)
    await expectState(page, 'dev1', 'healthy')
    await row(page, 'dev1').focus()
    await page.keyboard.press('f')
    await expect(row(page, 'dev1').getByText('followed')).toBeAttached()

    await page.keyboard.press('Control+5')
    await addWebhook(berth, receiver)
    const card = page.getByRole('region', { name: 'Word to others' })
    await expect(card).toContainText(`${receiver.origin}/••••••••`)
    await card.getByRole('button', { name: 'Test ci' }).click()
    await expect(card).toContainText('Arrived')
    await pictures(berth, 'settings-notices')
    expect(readFileSync(join(home, 'settings.json'), 'utf8')).not.toMatch(/hidden-path|s3cret/)

    await deployAsColleague(shop)
    await expect.poll(() => shownIn(app), { timeout: 20_000 }).not.toEqual([])
    await expect.poll(async () => (await shownIn(app)).at(-1)?.title).toMatch(/^dev1: deployed$|^2 messages · dev1$/)
    expect((await shownIn(app)).map(({ body }) => body).join('\n')).toContain('박서준')
    await clickLast(app)
    await expect(page.getByRole('row', { expanded: true })).toContainText('payment')
    expect(bodies(receiver).map(({ event }) => event)).toEqual(['test'])

    await page.keyboard.press('Control+1')
    await row(page, 'dev1').focus()
    await page.keyboard.press('d')
    await page.keyboard.type('dashboard')
    await expect(page.getByRole('dialog').getByText(/Replaces/)).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible({ timeout: 90_000 })
    await receiver.arrived(3)
    expectSigned(receiver)
    expect(bodies(receiver).slice(1)).toMatchObject([
      { event: 'started', slot: 'dev1', who: '이도윤' },
      { event: 'succeeded', text: 'dev1 runs kickoff-240510-dashboard', host: 'seoul-1' },
    ])
  } finally {
    await receiver.close()
  }
})
