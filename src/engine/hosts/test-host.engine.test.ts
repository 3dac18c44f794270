import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type DockerEngine, startDockerEngine } from '../../../e2e/harness/docker-engine'
import { freePorts } from '../../../e2e/harness/free-port'
import { type RunDirectory, openRunDirectory } from '../../../e2e/harness/run-directory'
import { type IssuedFiles, makeTestAuthority, type TestAuthority } from '../../../e2e/harness/test-authority'
import type { HostTest } from '../../contract/host-test'
import { hostTestSchema } from '../../contract/host-test'
import { nobodyAsked } from '../../testing/nobody-asked'
import { systemClock } from '../system-clock'
import type { RouteSetting } from '../transport/open-route'
import { type HostClientParts, openTestClient, resolveContext } from './host-clients'
import { createHostKeyDesk } from './host-key-desk'
import { createTestHost, type TestHost } from './test-host'

const never = new AbortController().signal
let directory: RunDirectory
let authority: TestAuthority
let mine: IssuedFiles
let engine: DockerEngine
let port: number
let told: HostTest[]
let testHost: TestHost

beforeAll(async () => {
  directory = openRunDirectory('host-test')
  authority = makeTestAuthority(join(directory.path, 'authority'))
  mine = authority.issue('me')
  port = (await freePorts(1))[0] ?? 0
  const { ca, certificate, key } = authority.issue('host')
  const tls = ['--tlsverify', `--tlscacert=${ca}`, `--tlscert=${certificate}`, `--tlskey=${key}`]
  engine = await startDockerEngine({
    name: 'host-test-engine',
    extraArguments: [...tls, '-H', `tcp://127.0.0.1:${String(port)}`],
  })
}, 60_000)

beforeEach(() => {
  told = []
  const parts: HostClientParts = {
    ...nobodyAsked,
    clock: systemClock,
    environment: {},
    dockerConfigDirectory: directory.path,
    hostKeys: createHostKeyDesk(() => undefined),
    ownKnownHostsFile: join(directory.path, 'known_hosts'),
  }
  testHost = createTestHost({
    clock: systemClock,
    onChange: (_, step) => told.push(step),
    resolve: (setting) => resolveContext(parts, setting),
    openClient: (setting, steps) => openTestClient(parts, setting, steps),
  })
})

afterAll(() => {
  engine.remove()
  directory.sweep()
})

const run = (setting: RouteSetting): Promise<HostTest> => testHost('t1', setting, never)
const summary = ({ steps }: HostTest): readonly string[] => steps.map(({ kind, state }) => `${kind} ${state.kind}`)
const secure = (): RouteSetting => ({ address: `tcp://127.0.0.1:${String(port)}`, tls: mine })

describe('a test of a host', () => {
  test('goes through TLS step by step, tells of each, and what it found', async () => {
    const ended = await run(secure())
    expect(hostTestSchema.parse(ended)).toEqual(ended)
    expect(summary(ended).every((step) => step.endsWith(' passed'))).toBe(true)
    const facts = ended.steps.map(({ state }) => (state.kind === 'passed' ? state.fact : null))
    expect(facts).toEqual([
      null,
      null,
      { kind: 'certificate', issuer: 'test authority', untilMs: expect.any(Number) as number },
      expect.objectContaining({ kind: 'docker', engineVersion: engine.engineVersion, way: null }),
      { kind: 'slots', count: 0, names: [] },
      { kind: 'rights', access: 'full' },
    ])
    expect(ended.latencyMs).toBeGreaterThan(0)
    expect(told.map(({ steps }) => steps.find(({ state }) => state.kind === 'running')?.kind)).toEqual(
      expect.arrayContaining(['find-name', 'reach-port', 'certificate', 'talk-to-docker', 'find-slots', 'rights']),
    )
    expect(told.at(-1)).toEqual(ended)
  })

  test('of this machine has no way to tell of', async () => {
    expect(summary(await run({ address: engine.address }))).toEqual([
      'talk-to-docker passed',
      'find-slots passed',
      'rights passed',
    ])
  })

  test('stops at the step that fails, says why, and leaves the rest not run', async () => {
    const [free = 0] = await freePorts(1)
    const stranger = makeTestAuthority(join(directory.path, 'stranger')).issue('somebody')
    const results = await Promise.all([
      run({ address: 'tcp://nowhere.invalid:2376', tls: mine }),
      run({ address: `tcp://127.0.0.1:${String(free)}`, tls: mine }),
      run({ ...secure(), tls: { ...mine, ca: stranger.ca } }),
      run({ ...secure(), tls: { ...stranger, ca: mine.ca } }),
      run({ address: `unix://${join(directory.path, 'none.sock')}` }),
      run({ address: 'tcp://192.0.2.1:2375' }),
      run({ address: 'context://nobody' }),
    ])
    const failures = results.map(({ steps }) => {
      const failed = steps.find(({ state }) => state.kind === 'failed')
      return failed?.state.kind === 'failed' ? `${failed.kind}: ${failed.state.error.code}` : ''
    })
    expect(failures).toEqual([
      'find-name: host-name-unknown',
      'reach-port: host-unreachable',
      'certificate: certificate-unknown-authority',
      'talk-to-docker: client-certificate-refused',
      'talk-to-docker: socket-missing',
      'find-name: plain-text-refused',
      'talk-to-docker: context-unknown',
    ])
    for (const { steps, hasEnded } of results) {
      const at = steps.findIndex(({ state }) => state.kind === 'failed')
      expect(hasEnded && steps.slice(at + 1).every(({ state }) => state.kind === 'not-run')).toBe(true)
    }
  })

  test('that nobody waits for any more ends as cancelled', async () => {
    const leaving = new AbortController()
    const asked = testHost('t2', { address: 'tcp://192.0.2.1:2375', acceptsPlainText: true }, leaving.signal)
    leaving.abort(new Error('left'))
    await expect(asked).rejects.toThrow('left')
  })
})
