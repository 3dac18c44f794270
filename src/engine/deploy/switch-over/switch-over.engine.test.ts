import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BlueGreenYard, startBlueGreenYard } from '../../../../e2e/harness/blue-green-yard'
import { cuttingClient } from '../../../../e2e/harness/cutting-client'
import { type LoadResult, startLoad, startLoadInContainer } from '../../../../e2e/harness/load-generator'
import { berthLabels } from '../../../domain/label-names'
import { ServiceFailure } from '../execution'
import { readUpstreamState } from './upstream-state'

const never = new AbortController().signal
let yard: BlueGreenYard

beforeAll(async () => {
  yard = await startBlueGreenYard('blue-green')
})

afterAll(() => yard?.remove())

const file = (): Promise<string | null> => yard.client.readFile(yard.proxy.id, yard.proxy.spec.file, never)
const lossless = { failed: 0, failures: {} }

/** Names and states of the containers of the service. */
async function containers(): Promise<Readonly<Record<string, string>>> {
  const listed = await yard.client.listContainers(berthLabels.color, never)
  const seen = await Promise.all(listed.map(({ id }) => yard.client.observeContainer(id, never)))
  return Object.fromEntries(seen.flatMap((one) => (one === null ? [] : [[one.name, one.status]])))
}

async function answered(): Promise<string> {
  return (await fetch(yard.outsideUrl)).text()
}

async function underLoad(work: () => Promise<void>): Promise<LoadResult> {
  const load = startLoad({ url: yard.outsideUrl, ratePerSecond: 60, slowPerSecond: 1 })
  try {
    await work()
  } catch (error) {
    await load.end()
    throw error
  }
  return load.end()
}

test('several switches lose no request: new and kept connections, two seconds in flight, service to service', async () => {
  const asker = { name: 'asker', image: yard.image, network: yard.network }
  const inside = await startLoadInContainer(yard.engine, asker, { url: yard.insideUrl, ratePerSecond: 60 })
  const outside = startLoad({ url: yard.outsideUrl, ratePerSecond: 200 })
  for (let switches = 0; switches < 3; switches += 1) await yard.switchOnce()
  const results = await Promise.all([outside.end(), inside.end()])
  for (const result of results) {
    expect(result).toMatchObject(lossless)
    expect(Object.keys(result.answeredBy)).toHaveLength(2)
    expect(result.slow).toBeGreaterThan(10)
  }
  expect(await containers()).toEqual({ 'dev1-web-1': 'running' })
}, 240_000)

test('a proxy that refuses the new configuration keeps the old one, and its output is told', async () => {
  const before = await file()
  const [serving, answer] = [await yard.servingId(), await answered()]
  await yard.proxy.write('broken.conf', 'upstream web {')
  const attempt = yard.attempt()
  const load = await underLoad(async () => {
    const failure = await attempt.run().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ServiceFailure)
    expect(failure).toMatchObject({ error: { code: 'proxy-test-failed' } })
    expect((failure as ServiceFailure).failingOutput).toContain('broken.conf')
    expect(await file()).toBe(before)
    await attempt.putBack()
  })
  await yard.proxy.write('broken.conf', '# mended\n')
  expect(load).toMatchObject(lossless)
  expect(await answered()).toBe(answer)
  expect(await yard.servingId()).toBe(serving)
  expect(await containers()).toEqual({ 'dev1-web-1': 'running' })
}, 120_000)

test('what was switched over is put back without a loss, also once the old one was stopped', async () => {
  const [before, answer] = [await file(), await answered()]
  const attempt = yard.attempt()
  const load = await underLoad(async () => {
    await attempt.run()
    expect(await file()).not.toBe(before)
    expect(await answered()).not.toBe(answer)
    await attempt.putBack()
  })
  expect(load).toMatchObject(lossless)
  expect(await file()).toBe(before)
  expect(await answered()).toBe(answer)
  expect(await containers()).toEqual({ 'dev1-web-1': 'running' })
  const id = await yard.servingId()
  expect(await yard.client.observeContainer(id, never)).toMatchObject({ restartPolicy: 'unless-stopped' })
}, 120_000)

test('a switch that is cut off at any call is gone on with, and nobody noticed', async () => {
  const load = await underLoad(async () => {
    for (let cutAt = 1, reached = true; reached; cutAt += 1) {
      const cutting = cuttingClient(yard.client, cutAt)
      const cut = yard.attempt({ client: cutting.client })
      await cut.run().catch(() => undefined)
      reached = cutting.isCut()
      cutting.mend()
      const again = reached ? yard.attempt({ deploymentId: cut.deploymentId }) : cut
      if (reached) await again.run()
      await again.finish()
      expect(await containers()).toEqual({ 'dev1-web-1': 'running' })
      const led = { service: 'web', spec: yard.proxy.spec, containerId: await yard.servingId() }
      const state = await readUpstreamState(yard.client, led, 'dev1', never)
      expect(state.kind).toBe('leads-to')
    }
  })
  expect(load).toMatchObject(lossless)
}, 480_000)

test('a file that leads elsewhere is seen, and so is a proxy that does not run; nothing is switched over then', async () => {
  const id = await yard.servingId()
  const state = (): ReturnType<typeof readUpstreamState> =>
    readUpstreamState(yard.client, { service: 'web', spec: yard.proxy.spec, containerId: id }, 'dev1', never)
  expect(await state()).toEqual({ kind: 'leads-to' })
  const right = (await file()) ?? ''
  await yard.proxy.write('web.conf', 'upstream web { server 127.0.0.1:9; }\n')
  expect(await state()).toMatchObject({ kind: 'leads-elsewhere', leads: '127.0.0.1:9' })
  await yard.proxy.write('web.conf', right)
  for (const [path, code] of [
    ['/etc/nginx/web.conf', 'proxy-file-not-mounted'],
    ['/etc/nginx/berth', 'proxy-file-mounted-alone'],
  ] as const) {
    const attempt = yard.attempt({ spec: { ...yard.proxy.spec, file: path } })
    await expect(attempt.run()).rejects.toMatchObject({ code })
    await attempt.putBack()
  }
  await yard.proxy.stop()
  expect(await state()).toMatchObject({ kind: 'unknown', problem: { code: 'proxy-stopped' } })
  const attempt = yard.attempt()
  await expect(attempt.run()).rejects.toMatchObject({ code: 'proxy-stopped' })
  await attempt.putBack()
  expect(await file()).toBe(right)
  expect(await yard.servingId()).toBe(id)
  await yard.proxy.start()
  expect(await containers()).toEqual({ 'dev1-web-1': 'running' })
}, 120_000)
