import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseArguments } from '../../src/cli/arguments'
import { cliTextsOf } from '../../src/cli/cli-texts-of'
import { startWebhookReceiver, type WebhookReceiver } from '../../src/testing/webhook-receiver'
import { buildCli } from '../harness/built-cli'
import { type DockerEngine, startDockerEngine } from '../harness/docker-engine'
import { freePorts } from '../harness/free-port'
import { startProxy } from '../harness/proxy'
import { type Shop, startShop } from '../harness/shop'
import { fillIn, knownCommands, type Stand, type Way } from './known-commands'
import { pageCommands, pageText, type PageCommand, shellBlocks } from './page-commands'

const project = resolve(import.meta.dirname, '../..')
const directory = mkdtempSync(join(tmpdir(), 'berth-handbook-'))
let shop: Shop
let other: DockerEngine
let receiver: WebhookReceiver
let stand: Stand
let environment: NodeJS.ProcessEnv

beforeAll(async () => {
  const building = buildCli(directory)
  receiver = await startWebhookReceiver()
  shop = await startShop({
    name: 'handbook',
    slots: { dev1: 'dashboard', dev2: 'payment' },
    onHost: ['dashboard', 'payment'],
    inRegistry: ['checkoutRetry'],
  })
  other = await startDockerEngine({ name: 'handbook-other' })
  const { file } = await building
  const bin = join(directory, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'berth'), `#!/bin/sh\nexec '${process.execPath}' '${file}' "$@"\n`, { mode: 0o755 })
  writeFileSync(join(directory, 'slack'), `${receiver.origin}/slack`)
  writeFileSync(join(directory, 'webhook'), 'hunter2-of-the-receiver')
  writeFileSync(join(directory, 'passphrase'), 'hunter2\n')
  writeFileSync(join(directory, 'compose.yaml'), composeFile)
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(directory, 'key')])
  stand = {
    address: shop.engine.address,
    otherAddress: other.address,
    secrets: directory,
    webhook: `${receiver.origin}/hook`,
    publicKey: join(directory, 'key.pub'),
  }
  environment = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: directory,
    BERTH_HOME: join(directory, 'home'),
    DOCKER_HOST: shop.engine.address,
    LANG: 'en_US.UTF-8',
    TAG: 'kickoff-240510-dashboard',
  }
  await Promise.all(['dev1', 'dev2'].map((slot) => shop.untilHealthy(slot)))
})

afterAll(async () => {
  await receiver?.close()
  shop?.remove()
  other?.remove()
  rmSync(directory, { recursive: true, force: true })
})

/** A slot that no command of the pages deploys to: those of the shop stay as Compose made them. */
const composeFile = `x-berth: { slots: { preview: {} } }
services:
  web:
    image: registry.example.com/shop/web:\${TAG}
    healthcheck: { test: [CMD, 'true'] }
`

const title = ({ page, line }: PageCommand): string => `${page}: ${line}`

function wayOf(command: PageCommand): Way | undefined {
  return knownCommands.find(([pattern]) => pattern.test(title(command)))?.[1]
}

test('every command of the handbook is known to be run, and every way of the table is needed', () => {
  const commands = pageCommands()
  expect(commands.length).toBeGreaterThan(80)
  expect(commands.filter((command) => wayOf(command) === undefined).map(title)).toEqual([])
  const used = new Set(commands.map(wayOf))
  expect(knownCommands.filter(([, way]) => !used.has(way)).map(([pattern]) => pattern.source)).toEqual([])
})

test('what is said to be run elsewhere is: the script exists, the test reads the page, the words parse', () => {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { readonly scripts: object }
  for (const command of pageCommands()) {
    const way = wayOf(command)
    if (way?.kind === 'npm') {
      const [, name = ''] = /^npm (?:run )?([\w:]+)/.exec(command.line) ?? []
      expect([title(command), Object.hasOwn(scripts, name)]).toEqual([title(command), true])
    } else if (way?.kind === 'page') {
      const source = readFileSync(join(project, way.test), 'utf8')
      expect([title(command), source.includes(markOf(command.page))]).toEqual([title(command), true])
    } else if (way?.kind === 'elsewhere') {
      expect([title(command), existsSync(join(project, way.test))]).toEqual([title(command), true])
      expect([title(command), parsed(command.line)]).toEqual([title(command), 'request'])
    }
  }
})

/** By what a test shows that it runs what stands on the page: the installer is what the read-only page is about. */
function markOf(page: string): string {
  return page === 'docs/read-only.md' ? 'berth-read-only.sh' : page.replace('docs/', '')
}

function parsed(line: string): string {
  const words = line.replace(/^.*?\bberth /, '').split(' ')
  return parseArguments(words, '0.0.0', cliTextsOf('en')).kind
}

test('the commands of the command line end as the pages say, in the pages’ order', async () => {
  const failures: string[] = []
  let place = ''
  const seen = new Set<string>()
  for (const command of pageCommands()) {
    const way = wayOf(command)
    if (way === undefined || !['berth', 'follow', 'shell'].includes(way.kind)) continue
    const line = fillIn(command.line, stand)
    const isAboutHosts = line.startsWith('berth hosts')
    if (!isAboutHosts || place !== `${command.page} ${String(command.block)}`) writeSettings()
    // Each page begins with slots that nobody has reserved.
    if (!place.startsWith(`${command.page} `)) await run('berth unreserve dev2', false)
    place = `${command.page} ${String(command.block)}`
    // What stands on several pages is run once.
    if (seen.has(line) && !isAboutHosts) continue
    seen.add(line)
    const wanted = way.kind === 'berth' ? way.code : way.kind === 'follow' ? 130 : 0
    const { code, output } = await run(line, way.kind === 'follow')
    if (code !== wanted) failures.push(`${title(command)}\nended with ${String(code)}: ${output.slice(-600)}`)
  }
  expect(failures).toEqual([])
}, 420_000)

/** One host and nobody else's: for each command but those of a block that are about hosts. */
function writeSettings(): void {
  mkdirSync(join(directory, 'home'), { recursive: true })
  const settings = {
    hosts: [{ id: 'host-0', name: 'seoul-1', address: stand.address }],
    personName: '이도윤',
    language: 'en',
  }
  writeFileSync(join(directory, 'home/settings.json'), JSON.stringify(settings))
}

/** Runs a line by the shell; one that follows is ended by Ctrl-C once it has said something. */
async function run(
  line: string,
  isFollowed: boolean,
): Promise<{ readonly code: number | null; readonly output: string }> {
  // In the shell's place, so that Ctrl-C reaches it.
  const script = isFollowed ? `exec ${line}` : line
  const shell = spawn('bash', ['-c', script], { cwd: directory, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const limit = setTimeout(() => shell.kill('SIGKILL'), 60_000)
  let output = ''
  const read = (bytes: Buffer): void => {
    output += bytes.toString()
    if (isFollowed) shell.kill('SIGINT')
  }
  shell.stdout.on('data', read)
  shell.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()))
  const code = await new Promise<number | null>((resolve) => shell.on('close', resolve))
  clearTimeout(limit)
  return { code, output }
}

/** Runs a page's blocks as one script. */
function runBlocks(blocks: readonly string[]): string {
  const cwd = mkdtempSync(join(directory, 'page-'))
  return execFileSync('bash', ['-euc', blocks.join('\n')], { cwd, env: environment, encoding: 'utf8', timeout: 60_000 })
}

test('ledger.md: the records and the settings are read with Docker alone', () => {
  const [text = ''] = shellBlocks('docs/ledger.md')
  const copies = text
    .split('\n')
    .filter((line) => line.startsWith('docker cp'))
    .join('\n')
  const look = mkdtempSync(join(directory, 'look-'))
  execFileSync('bash', ['-euc', copies], { cwd: look, env: environment })
  const record = readdirSync(join(look, 'ledger/000001')).find((name) => name.endsWith('.json')) ?? ''
  const blob = readdirSync(join(look, 'private/blobs'))[0] ?? ''
  const printed = runBlocks([text.replace('000001/ID.json', `000001/${record}`).replace('RECORD_ID', blob)])
  const listed = printed.slice(0, printed.indexOf('\n]\n') + 2)
  const kinds = (JSON.parse(listed) as readonly { readonly kind: string }[]).map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['deployment-begun', 'deployment-ended', 'reserved', 'held', 'lifted']))
  const checksum = /^([0-9a-f]{64}) {2}-$/m.exec(printed)?.[1] ?? 'none'
  expect(readFileSync(join(look, 'ledger/000001', record), 'utf8')).toContain(checksum)
})

test('blue-green.md: what leads where is seen, and led back, with Docker alone', async () => {
  const [port = 0] = await freePorts(1)
  const web = shop.slots['dev1']?.ports.web ?? 0
  const proxy = await startProxy(shop.engine, {
    name: 'front',
    port,
    network: null,
    upstream: 'upstream web { server 127.0.0.1:1; }',
    template: 'upstream web { server 127.0.0.1:{port}; }',
  })
  await proxy.write('.web.conf.berth-before', '# before\n')
  const name = 'dev1_web_1'
  await shop.engine.call({
    method: 'POST',
    path: `/containers/create?name=${name}.berth-f00d`,
    body: { Image: shop.reference('web', 'dashboard') },
  })
  const blocks = shellBlocks('docs/blue-green.md').map((text) =>
    text.replaceAll('NAME.berth-…', `${name}.berth-f00d`).replaceAll('NAME', name).replaceAll('PORT', String(web)),
  )
  expect(pageText('docs/blue-green.md')).toContain('NAME.berth-…')
  const printed = runBlocks(blocks)
  expect(printed).toContain('server 127.0.0.1:1;')
  expect(printed).toContain('# before')
  expect(printed).toContain(`:${String(web)}`)
  await expect
    .poll(async () => (await fetch(`http://127.0.0.1:${String(port)}/`)).status, { timeout: 10_000 })
    .toBe(200)
})
