import { type BerthApp, launchBerth } from './berth-app'
import { expectState, row } from './board-page'
import { openColleagueLedger, writeSampleHistory } from './harness/sample-history'
import type { Shop } from './harness/shop'
import { openShopDeployer, untilGate } from './harness/shop-deployer'
import { looks, picture } from './screen-pictures'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'screens' })

async function boards(berth: BerthApp, suffix: string): Promise<void> {
  const { page } = berth
  await expectState(page, 'dev1', 'healthy')
  await row(page, 'dev1').focus()
  await picture(page, `board.${suffix}`)
  await page.keyboard.press('g')
  await expect(page.locator('.sec').first()).toBeVisible()
  await picture(page, `board-kickoff.${suffix}`)
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await expect(page.locator('.wall').first()).toBeVisible()
  await picture(page, `wall.${suffix}`)
  await page.keyboard.press('Escape')
}

async function pages(berth: BerthApp, suffix: string): Promise<void> {
  const { page } = berth
  await row(page, 'dev3').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('503 db DOWN').first()).toBeVisible()
  await expect(page.getByText('APP_BEHAVIOUR')).toBeVisible()
  await picture(page, `slot.${suffix}`)
  await page.keyboard.press('l')
  await expect(page.locator('.ln').nth(5)).toBeVisible()
  await picture(page, `logs.${suffix}`)
  await page.keyboard.press('Control+4')
  await expect(page.locator('.hosttable')).toBeVisible()
  await picture(page, `hosts.${suffix}`)
  await page.keyboard.press('Control+5')
  await expect(page.locator('.sets')).toBeVisible()
  await picture(page, `settings.${suffix}`)
  await page.keyboard.press('Control+1')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await picture(page, `keys.${suffix}`)
  await page.keyboard.press('Escape')
}

async function activities(berth: BerthApp, suffix: string): Promise<void> {
  const { page } = berth
  await page.keyboard.press('Control+2')
  await expect(page.locator('[data-entry]').nth(1)).toBeVisible()
  await page.locator('[data-entry]').filter({ hasText: '4be1c07' }).first().click()
  await expect(page.locator('.adet .steps li').first()).toBeVisible()
  await picture(page, `activity.${suffix}`)
  await page.keyboard.press('Control+1')
}

async function deployments(berth: BerthApp, suffix: string): Promise<void> {
  const { page } = berth
  const dialog = page.getByRole('dialog')
  await row(page, 'dev1').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('broken-web')
  await expect(dialog.locator('.dlg footer b, footer b').first()).toBeVisible()
  await picture(page, `deploy.${suffix}`)
  await page.keyboard.press('Control+Enter')
  await expect(dialog.locator('.gate, [data-gate]').first()).toBeVisible({ timeout: 60_000 })
  await picture(page, `deploy-running.${suffix}`)
  await expect(dialog.getByText('500 render failed').first()).toBeVisible({ timeout: 90_000 })
  await picture(page, `deploy-failed.${suffix}`)
  await page.keyboard.press('Escape')
}

test.beforeAll(async ({ shop }) => {
  const colleague = openColleagueLedger(shop.engine)
  await writeSampleHistory(colleague)
  await colleague.close()
})

for (const { theme, language } of looks) {
  test(`every screen in ${language}, ${theme}`, async ({ shop }) => {
    const suffix = `${language}.${theme}`
    const berth = await launchBerth({
      hosts: [{ name: 'seoul-1', address: shop.engine.address }],
      settings: { theme, language },
    })
    try {
      await boards(berth, suffix)
      await pages(berth, suffix)
      await activities(berth, suffix)
      await deployments(berth, suffix)
      expect(berth.problems).toEqual([])
    } finally {
      await berth.close()
    }
  })

  test(`the first run without Docker in ${language}, ${theme}`, async () => {
    const berth = await launchBerth({
      hosts: [{ name: 'local', address: 'unix:///nonexistent/docker.sock' }],
      settings: { theme, language },
    })
    try {
      await expect(berth.page.getByText('/nonexistent/docker.sock').first()).toBeVisible()
      await picture(berth.page, `first-run.${language}.${theme}`)
    } finally {
      await berth.close()
    }
  })
}

const never = new AbortController().signal
const hoursMs = 3_600_000

/** What a colleague leaves behind: a reservation, a release that was replaced, one that failed, and a deployment cut off. */
async function leaveWaysBack(shop: Shop): Promise<void> {
  const colleague = openShopDeployer(shop, '박서준')
  const deploy = (tag: string) => ({ kind: 'deploy', tag, services: null, recreate: 'changed' }) as const
  const untilMs = Date.now() + 51 * hoursMs
  const reserved = { reservationId: 'screens', forWhom: 'QA', why: '결제 회귀 테스트', untilMs }
  await colleague.ledger.append('h1', [{ kind: 'reserved', by: '김하나', slot: 'dev1', ...reserved }], never)
  await colleague.run('dev2', deploy('kickoff-240510-dashboard'))
  await colleague.run('dev2', deploy('kickoff-240621-broken-web'))
  await untilGate(colleague, await colleague.begin('dev4', deploy('kickoff-240623-slow-start')), 'api')
  await colleague.close()
}

/** Others share these slots: what was left behind is cleared away as a person would. */
async function clearWaysBack(shop: Shop): Promise<void> {
  const colleague = openShopDeployer(shop, '김하나')
  const address = { hostId: 'h1', slot: 'dev4' }
  await colleague.ledger.append(
    'h1',
    [{ kind: 'unreserved', by: '김하나', slot: 'dev1', reservationId: 'screens' }],
    never,
  )
  const seen = await colleague.interruptions.read(address, never)
  const resolution = { ...address, lockDeploymentId: seen?.lockDeploymentId ?? '', reason: 'pictures are taken' }
  const id = await colleague.interruptions.resolve(
    { ...resolution, choice: 'put-back', by: '김하나' },
    () => undefined,
    never,
  )
  if (id !== null) await colleague.result(id)
  await colleague.close()
}

async function reservations({ page }: BerthApp, suffix: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await row(page, 'dev2').focus()
  await page.keyboard.press('v')
  await page.keyboard.type('쿠폰 중복 적용 확인')
  await expect(dialog.locator('.chip.res')).toContainText('쿠폰')
  await picture(page, `reserve.${suffix}`)
  await page.keyboard.press('Escape')
  await row(page, 'dev1').focus()
  await picture(page, `board-reserved.${suffix}`)
  await page.keyboard.press('v')
  await expect(dialog).toContainText('결제 회귀 테스트')
  await picture(page, `reserve-taken.${suffix}`)
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByRole('textbox')).toHaveCount(2)
  await picture(page, `reserve-overrule.${suffix}`)
  await page.keyboard.press('Escape')
  await row(page, 'dev1').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('paym')
  await dialog.getByText('결제 회귀 테스트').waitFor({ timeout: 60_000 })
  await dialog.getByRole('checkbox').last().click()
  await picture(page, `deploy-reserved.${suffix}`)
  await page.keyboard.press('Escape')
}

async function waysBack({ page }: BerthApp, suffix: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await row(page, 'dev2').focus()
  await page.keyboard.press('r')
  await expect(dialog.getByRole('option')).toHaveCount(3, { timeout: 60_000 })
  await expect(dialog.locator('footer b').first()).toBeVisible({ timeout: 60_000 })
  await picture(page, `rollback.${suffix}`)
  await page.keyboard.press('Escape')
  await expectState(page, 'dev4', 'interrupted', 90_000)
  await row(page, 'dev4').focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.three')).toBeVisible({ timeout: 60_000 })
  await picture(page, `interrupted.${suffix}`)
}

test('every reservation, way back and interruption in every look', async ({ shop }) => {
  test.setTimeout(1_200_000)
  await leaveWaysBack(shop)
  for (const { theme, language } of looks) {
    const hosts = [{ name: 'seoul-1', address: shop.engine.address }]
    const berth = await launchBerth({ hosts, settings: { theme, language } })
    try {
      await expectState(berth.page, 'dev2', 'healthy')
      await expect(row(berth.page, 'dev1')).toContainText('결제 회귀 테스트')
      await reservations(berth, `${language}.${theme}`)
      await waysBack(berth, `${language}.${theme}`)
      expect(berth.problems).toEqual([])
    } finally {
      await berth.close()
    }
  }
  await clearWaysBack(shop)
})
