import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectState, row } from './board-page'
import { freePorts } from './harness/free-port'
import { runBerth } from './run-berth'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'empty-slot', shopSlots: ['dev1'] })

/** A slots file whose dev9 nobody has deployed to yet. */
async function composeText(imagePrefix: string): Promise<string> {
  const [port = 0] = await freePorts(1)
  return `x-berth:
  slots:
    dev9: { env: { WEB_PORT: ${String(port)} } }
services:
  web:
    image: ${imagePrefix}/web:\${TAG}
    ports: ['\${WEB_PORT}:8080']
  api:
    image: ${imagePrefix}/api:\${TAG}
    healthcheck: { test: [CMD, /app/check], interval: 1s }
`
}

test('an empty slot of the slots file offers the releases of its services, and is deployed by keys', async ({
  berth: { page },
  shop,
}) => {
  await expectState(page, 'dev1', 'healthy')
  const folder = mkdtempSync(join(tmpdir(), 'berth-empty-slot-'))
  try {
    const file = join(folder, 'compose.yaml')
    writeFileSync(file, await composeText(shop.imagePrefix))
    await runBerth(['settings', 'publish', file, '--host', shop.engine.address, '--yes', '--by', '박서준'])
  } finally {
    rmSync(folder, { recursive: true })
  }
  await expectState(page, 'dev9', 'empty')
  await row(page, 'dev9').focus()
  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog')
  await page.keyboard.type('paym')
  await expect(dialog.getByText('kickoff-240603-payment').first()).toBeVisible()
  await expect(dialog.getByText(/Creates api and web/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expectState(page, 'dev9', 'healthy')
  await expect(row(page, 'dev9')).toContainText('kickoff-240603-payment')
})
