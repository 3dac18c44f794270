import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { kickoffs, tagOf } from '../src/sample-host/data/kickoffs'
import { type BerthApp, launchBerth } from './berth-app'
import { controlFaults } from './control-faults'
import { type SampleHosts, startSampleHosts } from './harness/sample-hosts'
import { openShopDeployer, untilGate } from './harness/shop-deployer'
import { makeKey } from './harness/sshd'
import { startScriptedSshd } from './harness/sshd-scripted'
import { opposite, usual, wear, writeSettings } from './screen-pictures'
import { axeFaults, motionFaults, textFaults } from './screen-faults'
import { stops } from './screen-stops'
import { type TourWorld, unvisited } from './screen-tour'

let folder: string
let sample: SampleHosts
let berth: BerthApp
let fullWidth: number

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-tour-'))
  sample = await startSampleHosts()
  const nothing = `unix://${join(folder, 'none.sock')}`
  berth = await launchBerth({ hosts: [], environment: { DOCKER_HOST: nothing, HOME: folder, SSH_AUTH_SOCK: '' } })
  await berth.page.emulateMedia({ reducedMotion: 'reduce' })
  fullWidth = await berth.page.evaluate(() => innerWidth)
})

test.afterAll(async () => {
  await berth.close()
  await sample.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A colleague whose laptop dies in the middle of a deployment. */
async function cutOff(address: string, slot: string): Promise<void> {
  const colleague = openShopDeployer({ engine: { address } }, '박서준')
  const tag = tagOf(kickoffs.giftCard, Date.now())
  await untilGate(
    colleague,
    await colleague.begin(slot, { kind: 'deploy', tag, services: null, recreate: 'changed' }),
    'api',
  )
  await colleague.close()
}

async function zoom({ app, page }: BerthApp, factor: 1 | 2): Promise<void> {
  await app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to), factor)
  await expect.poll(() => page.evaluate(() => innerWidth), { intervals: [20] }).toBe(Math.floor(fullWidth / factor))
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

/** Looks at a screen in both languages and themes, at its own size and at twice that. */
async function faultsOf(name: string): Promise<readonly string[]> {
  const { page } = berth
  const faults: string[] = []
  const look = (at: string, found: readonly string[]): void =>
    void faults.push(...found.map((one) => `${name}, ${at}: ${one}`))
  look('English', await axeFaults(page, 'all'))
  look('English', await textFaults(page))
  look('less motion', await motionFaults(page))
  await zoom(berth, 2)
  look('English, twice the size', await controlFaults(page))
  look('English, twice the size', await textFaults(page))
  await wear(berth, opposite)
  look('Korean, twice the size', await textFaults(page))
  await zoom(berth, 1)
  look('Korean, dark', await axeFaults(page, 'of-colours'))
  look('Korean', await textFaults(page))
  await wear(berth, usual)
  return faults
}

test('every screen is open to everybody: axe in both themes, twice the size, less motion, whole texts in both languages', async () => {
  // Some forty screens, each looked at eight times.
  test.setTimeout(480_000)
  expect(unvisited(stops), 'screens that no stop shows').toEqual([])
  const hostKey = join(folder, 'host_ed25519')
  makeKey(hostKey, 'ed25519')
  const server = await startScriptedSshd(hostKey, (context) => context.reject(['password']))
  const hosts = sample.hosts.map(({ name, address }, index) => ({ id: `host-${String(index)}`, name, address }))
  const bySsh = { id: 'host-2', name: 'pangyo-lab', address: `ssh://kim@127.0.0.1:${String(server.port)}` }
  const world: TourWorld = {
    page: berth.page,
    name: async (which) => writeSettings(berth, { hosts: which === 'hosts-with-slots' ? hosts : [...hosts, bySsh] }),
  }
  const cutting = cutOff(hosts[1]?.address ?? '', 'dev2')
  const faults: string[] = []
  for (const { name, reach } of stops) {
    await reach(world)
    faults.push(...(await faultsOf(name)))
  }
  await cutting
  server.close()
  expect(faults).toEqual([])
  expect(berth.problems, 'errors in the window’s console').toEqual([])
})
