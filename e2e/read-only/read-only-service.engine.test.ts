import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCertificate, runReadOnlyScript } from '../harness/certificates'
import { type Daemon, spawnDaemon } from '../harness/daemon'
import { freePorts } from '../harness/free-port'
import { connectTls } from '../harness/nginx-read-only'
import { openRunDirectory, type RunDirectory } from '../harness/run-directory'
import { waitUntil } from '../harness/wait-until'
import { ask } from './ask'

const shipped = join(import.meta.dirname, '../../assets/read-only')
const unitFile = join(shipped, 'berth-read-only.service')
const script = readFileSync(join(shipped, 'berth-read-only.sh'), 'utf8')
/** Nobody, with a group that may use the engine's socket: as the unit's user. */
const nobody = 65_534

let run: RunDirectory
let port: number
let engine: Server
let proxy: Daemon | null = null

beforeAll(async () => {
  run = openRunDirectory('read-only-service')
  ;[port = 0] = await freePorts(1)
  chmodSync(run.path, 0o755)
  const socket = join(run.path, 'engine.sock')
  engine = createServer(({ url = '' }, answer) => {
    if (url.includes('/events')) answer.write('{"Type":"image","Action":"pull"}\n')
    else answer.end('OK')
  }).listen(socket)
  await once(engine, 'listening')
  chownSync(socket, 0, nobody)
  chmodSync(socket, 0o660)
})

afterAll(async () => {
  // Its workers end with it, and bear no name by which they could be found.
  await proxy?.end('SIGTERM')
  engine.close()
  run.sweep()
})

const directory = (): string => join(run.path, 'etc')
const state = (): string => join(run.path, 'state')

function runScript(...words: readonly string[]): void {
  const settings = { DIRECTORY: directory(), SOCKET: join(run.path, 'engine.sock'), PORT: String(port) }
  runReadOnlyScript(join(shipped, 'berth-read-only.sh'), words, settings, run.path)
}

/** What the unit says of a step, for the directories of this test. */
function unitLine(name: string): string {
  const line = new RegExp(`^${name}=(.*)$`, 'm').exec(readFileSync(unitFile, 'utf8'))?.[1]
  if (line === undefined) throw new Error(`the unit has no ${name}`)
  return line.replaceAll('/var/lib/berth-read-only', state()).replaceAll('/etc/berth-read-only', directory())
}

/** As systemd runs the unit: nobody's rights, no capabilities, and none to be had. */
function asUnit(line: string): readonly string[] {
  const rights = ['--reuid', String(nobody), '--regid', String(nobody), '--groups', String(nobody)]
  const none = ['--inh-caps', '-all', '--bounding-set', '-all', '--no-new-privs', '--pdeathsig', 'TERM']
  return [...rights, ...none, '--', 'sh', '-c', `exec ${line}`]
}

/** The script's own lines that give the proxy's user what it needs; the rest of `install` is systemd's. */
function handOver(): void {
  const lines = script.split('\n').filter((line) => /^ {2}(chgrp -R|chmod) /.test(line))
  expect(lines).toHaveLength(3)
  const names = { DIRECTORY: directory(), PERSON: String(nobody) }
  const places = { authority: join(directory(), 'authority'), server: join(directory(), 'server') }
  execFileSync('sh', ['-euc', lines.join('\n')], { env: { ...process.env, ...names, ...places } })
}

test('the unit’s own lines check, start and reload the proxy with no more rights than it gives', async () => {
  runScript('configure', 'localhost')
  mkdirSync(state())
  chownSync(state(), nobody, nobody)
  const check = (): void => void execFileSync('setpriv', asUnit(unitLine('ExecStartPre')), { stdio: 'pipe' })
  // Before the hand-over the key of the server is root's alone.
  expect(check).toThrow(/Permission denied/)
  handOver()
  check()
  expect(() => execFileSync('setpriv', asUnit(`cat ${directory()}/authority/ca-key.pem`), { stdio: 'pipe' })).toThrow(
    /Permission denied/,
  )

  const started = spawnDaemon('setpriv', asUnit(unitLine('ExecStart')), join(run.path, 'log'), 'with-us')
  proxy = started
  runScript('client', 'hana')
  runScript('client', 'jun')
  const [hana, jun] = ['hana', 'jun'].map((name) => readCertificate(join(run.path, name))) as [
    ReturnType<typeof readCertificate>,
    ReturnType<typeof readCertificate>,
  ]
  const statusFor = async (who: typeof hana): Promise<number> => (await ask(port, who, { path: '/_ping' })).status
  await waitUntil('the proxy to answer', 10_000, async () => {
    if (started.hasEnded()) throw new Error(started.lastOutput())
    return (await statusFor(hana)) === 200
  })

  const watching = connectTls(port, hana)
  watching.on('error', () => undefined)
  watching.write('GET /v1.41/events?filters=%7B%7D HTTP/1.1\r\nHost: dev\r\n\r\n')
  expect(String(await once(watching, 'data'))).toContain('200 OK')
  const ended = once(watching.resume(), 'close')
  const revokedAtMs = performance.now()
  runScript('revoke', 'hana')
  chownSync(join(directory(), 'authority', 'revoked.pem'), 0, nobody)
  chmodSync(join(directory(), 'authority', 'revoked.pem'), 0o640)
  expect(await statusFor(hana)).toBe(200)
  const environment = { ...process.env, MAINPID: readFileSync(join(state(), 'nginx.pid'), 'utf8').trim() }
  execFileSync('setpriv', asUnit(unitLine('ExecReload')), { env: environment })
  await waitUntil('the revocation to count', 5_000, async () => (await statusFor(hana)) === 401)
  expect(await statusFor(jun)).toBe(200)
  // As docs/read-only.md promises: within 30 seconds.
  await Promise.race([ended, new Promise((_, reject) => setTimeout(reject, 32_000, new Error('still open')))])
  expect(performance.now() - revokedAtMs).toBeGreaterThan(1_000)
}, 90_000)

test.skipIf(!existsSync('/usr/bin/systemd-analyze'))('systemd finds nothing wrong with the unit', () => {
  expect(execFileSync('systemd-analyze', ['verify', unitFile], { encoding: 'utf8', stdio: 'pipe' })).toBe('')
})
