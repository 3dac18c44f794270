// The deploy dialog's list of 3 × 500 builds behind a registry that is 20 ms away: cold, again from what is known, and after a
// restart; against asking the registry's own API for the same, one after the other. Then once with 3 × 5,000 builds.
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { launchBerth } from '../e2e/berth-app'
import { buildImages } from '../e2e/harness/built-image'
import { type DockerEngine, startDockerEngine } from '../e2e/harness/docker-engine'
import { loadImages } from '../e2e/harness/load-images'
import { RegistryContent, sha256Of, type SmallImage, smallImage } from '../e2e/harness/registry-content'
import { type Registry, startRegistry } from '../e2e/harness/registry'
import { imagesOfBuild, SERVICES, SHOP_BUILDS } from '../e2e/harness/shop-catalog'
import { composeLabels } from '../src/domain/label-names'
import { median, rounded } from './statistics'

const tagCount = 500
const latencyMs = 20
const rounds = Number(process.argv[2] ?? 5)
/** As many as a tall window shows; of these all is known that the list says. */
const lines = 20
const most = { coldMs: 2_000, cachedMs: 300 }

/** Tags of a repository of years; of these all point at builds that the registry has anyway. */
const manyTags = 5_000

const tagOf = (index: number): string => {
  const day = new Date(Date.UTC(2011, 0, 1 + index)).toISOString().slice(2, 10).replaceAll('-', '')
  return `kickoff-${day}-build-${String(index)}`
}
const tags = Array.from({ length: tagCount }, (_, index) => tagOf(index))

/** A registry as from far away: every answer is late, and each question is counted. */
type FarRegistry = {
  readonly address: string
  readonly requests: () => number
  /** From now on each repository has `manyTags`. */
  readonly grow: () => void
  readonly close: () => void
}

async function openFar(registry: Registry): Promise<FarRegistry> {
  let requests = 0
  let hasMany = false
  const [host = '', port = ''] = registry.address.split(':')
  const server: Server = createServer((incoming, outgoing) => {
    requests += 1
    const { method, headers } = incoming
    const url = hasMany ? ofStored(incoming.url ?? '') : incoming.url
    void setTimeout(latencyMs).then(() => {
      if (hasMany && /\/tags\/list/.test(url ?? ''))
        return void outgoing.writeHead(...tagPage(url ?? '')).end(pageBody(url ?? ''))
      const asked = request({ host, port, method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(outgoing)
      })
      // An app that is closed in the midst of a question hangs up.
      asked.on('error', () => outgoing.destroy())
      outgoing.on('close', () => asked.destroy())
      incoming.pipe(asked)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return { address, requests: () => requests, grow: () => void (hasMany = true), close: () => server.close() }
}

/** The question for a tag as one for the build that it stands for. */
function ofStored(url: string): string {
  return url.replace(
    /manifests\/kickoff-.*-build-(\d+)$/,
    (_, index) => `manifests/${tags[Number(index) % tagCount] ?? ''}`,
  )
}

const pageSize = 1_000

function pageStart(url: string): number {
  const last = /-build-(\d+)/.exec(new URL(url, 'http://far').searchParams.get('last') ?? '')
  return last === null ? 0 : Number(last[1]) + 1
}

function tagPage(url: string): [number, Record<string, string>] {
  const end = pageStart(url) + pageSize
  const next = `${url.split('?')[0] ?? ''}?n=${String(pageSize)}&last=${tagOf(end - 1)}`
  return [200, { 'content-type': 'application/json', ...(end < manyTags ? { link: `<${next}>; rel="next"` } : {}) }]
}

function pageBody(url: string): string {
  const start = pageStart(url)
  return JSON.stringify({ tags: Array.from({ length: pageSize }, (_, index) => tagOf(start + index)) })
}

async function fill(registry: Registry): Promise<void> {
  const content = new RegistryContent(registry.address)
  for (const service of SERVICES) {
    const repository = `shop/${service}`
    for (const layer of smallImage(imageOf(service, 0), 'docker').layers) await content.putBlob(repository, layer)
    for (let index = 0; index < tagCount; index += 1) {
      const { config, manifest } = smallImage(imageOf(service, index), 'docker')
      await content.putBlob(repository, config)
      await content.putManifest(repository, tags[index] ?? '', manifest)
    }
  }
}

function imageOf(service: string, index: number): SmallImage {
  const revision = sha256Of(String(index)).slice(7, 47)
  const labels = {
    'org.opencontainers.image.revision': revision,
    'org.opencontainers.image.version': `1.${String(index)}`,
  }
  return { platform: 'linux/amd64', labels, createdAt: '2024-05-10T08:00:00Z', layers: ['base', service] }
}

/** A slot whose images have the far registry's name. */
async function makeSlot(engine: DockerEngine, far: FarRegistry): Promise<void> {
  const images = imagesOfBuild(`${far.address}/shop`, { ...SHOP_BUILDS.dashboard, tag: tags[0] ?? '' })
  await loadImages(engine, await buildImages(images))
  for (const { repository, service } of images) {
    const labels = { [composeLabels.project]: 'dev1', [composeLabels.service]: service }
    const body = { Image: `${repository}:${tags[0] ?? ''}`, Labels: labels }
    await engine.call({ method: 'POST', path: `/containers/create?name=dev1_${service}_1`, body })
  }
}

type Times = { readonly listMs: number; readonly describedMs: number }

/** From the key to the lines on the screen, and until they say which revision they are. */
async function openList(page: Page, builds = tagCount): Promise<Times> {
  await page.locator('[role="row"]').filter({ hasText: 'dev1' }).first().focus()
  const beganMs = performance.now()
  await page.keyboard.press('d')
  const options = page.getByRole('option')
  await options.nth(lines - 1).waitFor({ state: 'attached' })
  const listMs = performance.now() - beganMs
  // The newest builds come first.
  await Promise.all(
    [0, lines - 1].map((place) => {
      const revision = imageOf('', (builds - 1 - place) % tagCount).labels['org.opencontainers.image.revision'] ?? ''
      return options.nth(place).getByText(revision.slice(0, 7)).waitFor({ state: 'attached' })
    }),
  )
  const describedMs = performance.now() - beganMs
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  return { listMs, describedMs }
}

/** What the same lines cost somebody who asks for one thing after the other. */
async function oneByOne({ address }: FarRegistry): Promise<number> {
  const beganMs = performance.now()
  const get = async (path: string): Promise<unknown> => {
    const accept = 'application/vnd.docker.distribution.manifest.v2+json'
    return (await fetch(`http://${address}/v2/shop/${path}`, { headers: { accept } })).json()
  }
  for (const service of SERVICES) {
    const { tags: listed } = (await get(`${service}/tags/list`)) as { readonly tags: readonly string[] }
    for (const tag of [...listed].sort().reverse().slice(0, lines)) {
      const manifest = (await get(`${service}/manifests/${tag}`)) as { readonly config: { readonly digest: string } }
      await get(`${service}/blobs/${manifest.config.digest}`)
    }
  }
  return performance.now() - beganMs
}

/** How long it takes from a letter in the field to the lines that it leaves. */
async function typeFilter(page: Page): Promise<number> {
  await page.keyboard.press('d')
  await page.getByRole('option').first().waitFor()
  const wanted = page
    .getByRole('option')
    .first()
    .filter({ hasText: tagOf(1_234) })
  const beganMs = performance.now()
  await page.keyboard.insertText('build-1234')
  await wanted.waitFor()
  return performance.now() - beganMs
}

/** Thousands of tags in each repository: cold, again, typing among them, and as an earlier run left them. */
async function openMany(engine: DockerEngine, far: FarRegistry) {
  far.grow()
  const hosts = [{ name: 'bench', address: engine.address }]
  const first = await launchBerth({ hosts })
  const cold = await openList(first.page, manyTags)
  const cached = await openList(first.page, manyTags)
  const typedMs = await typeFilter(first.page)
  await first.close()
  const second = await launchBerth({ hosts, home: first.home })
  await second.page.locator('[role="row"]').filter({ hasText: 'dev1' }).filter({ hasNotText: 'was ' }).first().waitFor()
  const restarted = await openList(second.page, manyTags)
  await second.close()
  return { builds: `${String(SERVICES.length)} × ${String(manyTags)}`, cold, cached, restarted, typedMs }
}

async function main(): Promise<void> {
  const [engine, registry] = await Promise.all([startDockerEngine({ name: 'bench-releases' }), startRegistry()])
  const far = await openFar(registry)
  try {
    await fill(registry)
    await makeSlot(engine, far)
    const cold: (Times & { readonly requests: number })[] = []
    const cached: Times[] = []
    const plain: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const before = far.requests()
      const berth = await launchBerth({ hosts: [{ name: 'bench', address: engine.address }] })
      try {
        cold.push({ ...(await openList(berth.page)), requests: far.requests() - before })
        cached.push(await openList(berth.page))
      } finally {
        await berth.close()
      }
      plain.push(await oneByOne(far))
    }
    report(cold, cached, plain, await openMany(engine, far))
  } finally {
    far.close()
    registry.remove()
    engine.remove()
  }
}

function report(
  cold: readonly (Times & { readonly requests: number })[],
  cached: readonly Times[],
  plain: readonly number[],
  many: Awaited<ReturnType<typeof openMany>>,
): void {
  const middle = (values: readonly number[]): number => rounded(median(values), 0)
  const coldDescribedMs = middle(cold.map(({ describedMs }) => describedMs))
  const cachedDescribedMs = middle(cached.map(({ describedMs }) => describedMs))
  const result = {
    bench: 'releases',
    builds: `${String(SERVICES.length)} × ${String(tagCount)}`,
    latencyMs,
    cold: { listMs: middle(cold.map(({ listMs }) => listMs)), describedMs: coldDescribedMs },
    cached: { listMs: middle(cached.map(({ listMs }) => listMs)), describedMs: cachedDescribedMs },
    requests: middle(cold.map(({ requests }) => requests)),
    oneByOneMs: middle(plain),
    ratio: rounded(coldDescribedMs / median(plain)),
    many: {
      builds: many.builds,
      cold: inMs(many.cold),
      cached: inMs(many.cached),
      restarted: inMs(many.restarted),
      typedMs: rounded(many.typedMs, 0),
    },
    holds: coldDescribedMs < most.coldMs && cachedDescribedMs < most.cachedMs,
  }
  console.log(JSON.stringify(result))
}

function inMs({ listMs, describedMs }: Times): Times {
  return { listMs: rounded(listMs, 0), describedMs: rounded(describedMs, 0) }
}

await main()
