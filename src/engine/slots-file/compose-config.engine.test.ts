import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SlotServices, slotServices } from '../../domain/slots-file/slot-services'
import type { Bundle } from '../../domain/slots-file/slots-file'
import { richExtension, richSlotsFile } from '../../testing/rich-slots-file'
import { parseSlotsFile } from './parse-slots-file'

const execute = promisify(execFile)
const variables = { SLOT: 'dev1', TAG: 't1', WEB_PORT: '3001' }
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-compose-config-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What docker-compose makes of the same files: a compose file without variables. Null where it refuses them. */
async function composeConfig(bundle: Bundle): Promise<string | null> {
  const project = await mkdtemp(join(folder, 'project-'))
  for (const [path, text] of Object.entries({ ...bundle.files, [bundle.composeName]: bundle.composeText })) {
    await mkdir(dirname(join(project, path)), { recursive: true })
    await writeFile(join(project, path), text)
  }
  try {
    const { stdout } = await execute('docker-compose', ['-p', 'dev1', '-f', bundle.composeName, 'config'], {
      cwd: project,
      env: { PATH: process.env['PATH'], HOME: project, ...variables },
      timeout: 60_000,
    })
    return stdout
  } catch {
    return null
  }
}

/** Null: refused. */
function read(bundle: Bundle): SlotServices | null {
  const file = parseSlotsFile(bundle)
  if (file.kind === 'faulty') return null
  const services = slotServices(file.file, 'dev1', { tag: variables.TAG, color: null })
  return services.kind === 'read' ? inOrder(services.slot) : null
}

/** The order of services is the file's; docker-compose sorts them, and ports of a range. */
function inOrder({ services, networks, volumes }: SlotServices): SlotServices {
  return { services: sorted(services, 'service'), networks: sorted(networks, 'key'), volumes: sorted(volumes, 'key') }
}

function sorted<Key extends string, Item extends { readonly [name in Key]: string }>(items: readonly Item[], key: Key) {
  return [...items].sort((one, other) => (one[key] < other[key] ? -1 : 1))
}

const plain = (composeText: string): Bundle => ({ ...richSlotsFile, composeText: slots + composeText, files: {} })
const slots = 'x-berth: { slots: { dev1: {} } }\n'

test('docker-compose and Berth read a rich file alike', async () => {
  const config = await composeConfig(richSlotsFile)
  const theirs = read({ ...richSlotsFile, composeText: `${richExtension}${config ?? ''}`, files: {} })
  const ours = read(richSlotsFile)
  expect(ours?.services.map(({ service }) => service)).toEqual(['api', 'migrate', 'web'])
  expect(ours).toEqual(theirs)
})

/** A line of a service each; docker-compose 1.29 takes all of them. */
const alike: readonly string[] = [
  'ports: [8080]',
  "ports: ['8000-8002:80']",
  "ports: ['8000-8001:80-81/udp']",
  "ports: ['0.0.0.0::80']",
  "ports: ['127.0.0.1::80']",
  'environment: { VERSION: 1.1 }',
  'environment: { WORD: "yes" }',
  "environment: { NOTHING: '' }",
  "environment: ['A=$$x', 'B=${TAG}', 'C=${NOPE:-d}']",
  "environment: { A: '${TAG:-{}' }",
  "environment: { A: '${TAG:-a}b}' }",
  "environment: { A: '$TAG-$SLOT.$TAG_' }",
  "environment: { A: '${TAG-}' }",
  'command: echo "a b" c\\ d \'e f\'',
  'command: sh -c "a && b"',
  "command: ''",
  'command: []',
  'entrypoint: ""',
  'privileged: "true"',
  'privileged: yes',
  'privileged: ${NOPE:-true}',
  'init: on',
  'stop_grace_period: 1m30s',
  'stop_grace_period: 1.5h',
  'healthcheck: { test: [NONE] }',
  'healthcheck: { test: NONE }',
  'healthcheck: { interval: 5s }',
  'mem_limit: 1.5g',
  'mem_limit: 512mb',
  'mem_limit: 1000000',
  'shm_size: 64kb',
  'cpus: "0.5"',
  'restart: on-failure:3',
  'tmpfs: /run',
  "volumes: ['/a:/b:ro,z']",
  "volumes: ['/a:/b:rw,cached']",
  "volumes: ['/a/../c:/b']",
  'volumes: [/cache/]',
  'extra_hosts: { db: 10.0.0.5 }',
  "extra_hosts: ['db:::1']",
  'labels: [a=b, c]',
  'labels: { a: 1, b: , c: 1.5 }',
  'dns: [8.8.8.8, 8.8.4.4]',
  'expose: ["3000-3002", "53/udp"]',
  'ulimits: { nofile: 10 }',
  'sysctls: [net.core.somaxconn=1024]',
  'logging: { options: { max-size: 10m } }',
  'depends_on: [other]',
  'build: .',
]

test('docker-compose and Berth read each of the forms alike', async () => {
  const services = alike.map((line, index) => `  s${100 + index}:\n    image: b:1\n    ${line}\n`)
  const bundle = plain(`services:\n  other: { image: 'a:1' }\n${services.join('')}`)
  const ours = read(bundle)
  const theirs = read(plain((await composeConfig(bundle)) ?? ''))
  expect(ours?.services).toHaveLength(alike.length + 1)
  for (const [index, line] of alike.entries()) {
    expect([line, ours?.services[index + 1]]).toEqual([line, theirs?.services[index + 1]])
  }
})

/** Forms that docker-compose refuses too, that its versions read differently, or that Berth does not support. */
const refused: readonly string[] = [
  'ports: [22:22]',
  'environment: { MODE: 0644 }',
  'environment: { MODE: 0x1f }',
  'environment: { BIG: 1_000 }',
  'environment: { BIG: 12345678901234567890 }',
  'environment: { VERSION: 1.10 }',
  'environment: { EXPONENT: 1e3 }',
  'environment: { EXPONENT: 1.0e+3 }',
  'environment: { TIME: 2024-05-10 }',
  'environment: { SEXAGESIMAL: 1:30 }',
  'environment: { NOTHING: }',
  'environment: [A=1, A=2]',
  "environment: { A: '${NOPE?}' }",
  "environment: { A: '$1' }",
  "environment: { A: 'a$' }",
  'command: a && b',
  'command: echo "a\\nb"',
  'command: [sleep, 5]',
  'stop_grace_period: 90',
  'healthcheck: { test: [], interval: 1s }',
  'healthcheck: { disable: true, test: x }',
  'restart: sometimes',
  "volumes: ['./a:/b']",
  "volumes: ['~/a:/b']",
  "volumes: ['named:/b']",
  "volumes: ['/b:ro']",
  'networks: []',
  'network_mode: service:other',
  'links: [other]',
  'scale: 2',
  'deploy: { replicas: 2 }',
  'secrets: [x]',
  'extends: { service: other }',
  'user: 1000',
  'hostname: 5',
  'unknown: 1',
  '"command": x\n    command: y',
  "volumes: ['/b/../c:/d/../e']",
]

test.each(refused)('what could be read differently or not at all is refused: %s', (line) => {
  expect(read(plain(`services:\n  other: { image: 'a:1' }\n  web:\n    image: b:1\n    ${line}\n`))).toBeNull()
})
