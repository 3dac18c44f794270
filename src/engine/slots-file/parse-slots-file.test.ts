import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffSlotsFiles } from '../../domain/slots-file/diff-slots-files'
import type { ServiceSpec } from '../../domain/slots-file/service-spec'
import { slotServices } from '../../domain/slots-file/slot-services'
import type { Bundle, Color, SlotsFile } from '../../domain/slots-file/slots-file'
import { richSlotsFile } from '../../testing/rich-slots-file'
import { parseSlotsFile } from './parse-slots-file'
import { settingsHash } from './settings-hash'

const bundle = (composeText: string, files: Bundle['files'] = {}): Bundle => ({
  composeText,
  composeName: 'compose.yaml',
  files,
  environment: {},
})
const faultsOf = (composeText: string, files: Bundle['files'] = {}): readonly string[] => {
  const read = parseSlotsFile(bundle(composeText, files))
  return read.kind === 'read'
    ? []
    : read.faults.map(({ code, line, column, file }) => `${file}:${line}:${column} ${code}`)
}
const fileOf = (composeText: string, files: Bundle['files'] = {}): SlotsFile => {
  const read = parseSlotsFile(bundle(composeText, files))
  if (read.kind === 'faulty') throw new Error(JSON.stringify(read.faults))
  return read.file
}
const servicesOf = (file: SlotsFile, slot: string, color: Color | null = null): readonly ServiceSpec[] => {
  const read = slotServices(file, slot, { tag: 't1', color })
  if (read.kind === 'faulty') throw new Error(JSON.stringify(read.faults))
  return read.slot.services
}

const slots = 'x-berth: { slots: { dev1: {} } }\n'
const oneService = (lines: string): string => `${slots}services:\n  web:\n    image: web:1\n${lines}`

test('each slot gets its own values, its own networks and volumes, and the tag that is deployed', () => {
  const read = parseSlotsFile(richSlotsFile)
  expect(read).toMatchObject({ kind: 'read', file: { platform: 'platform/v{version}' } })
  const file = read.kind === 'read' ? read.file : null
  const [web] = file === null ? [] : servicesOf(file, 'dev2')
  expect(web).toMatchObject({ image: 'registry.example.com/shop/web:t1', hostname: 'web-dev2' })
  expect(web?.ports[0]?.published).toEqual({ first: 3002, last: 3002 })
  expect(web?.healthcheck).toMatchObject({ intervalMs: 90_000, timeoutMs: 2_500, startPeriodMs: 500, retries: 4 })
  expect(web?.network).toMatchObject({
    networks: [{ key: 'front', name: 'dev2_front', ipv4Address: '172.28.0.10' }, { key: 'default' }],
  })
})

test('all faults come at once, each with its line and column, in the file’s order', () => {
  const text = [
    'x-berth:',
    '  slots:',
    '    Dev1: { host: seoul-1, urls: { nope: "ftp://x" } }',
    'services:',
    '  web:',
    '    build: .',
    '    extends: { service: other }',
    '    ports: ["a:b"]',
    '    deploy:',
    '      replicas: 2',
    '      placement: {}',
    '    newest_key: 1',
    '  api:',
    '    image: api:1',
    '    depends_on: [nobody]',
    '    network_mode: service:web',
    '    secrets: [s]',
    '    volumes: [missing:/data, ./here:/there]',
    'include: [other.yaml]',
  ].join('\n')
  expect(faultsOf(text)).toEqual([
    'compose.yaml:3:5 slot-name-invalid',
    'compose.yaml:3:28 url-service-unknown',
    'compose.yaml:3:36 url-invalid',
    'compose.yaml:6:5 build-without-image',
    'compose.yaml:7:5 extends-unsupported',
    'compose.yaml:8:13 port-invalid',
    'compose.yaml:10:7 replicas-unsupported',
    'compose.yaml:11:7 deploy-key-unsupported',
    'compose.yaml:12:5 key-unknown',
    'compose.yaml:15:18 dependency-unknown',
    'compose.yaml:16:5 network-mode-unsupported',
    'compose.yaml:17:5 secrets-unsupported',
    'compose.yaml:18:15 volume-unknown',
    'compose.yaml:18:30 bind-relative',
    'compose.yaml:19:1 include-unsupported',
  ])
})

describe('YAML', () => {
  test.each([
    ['a: [', 'compose.yaml:1:5 yaml-unreadable'],
    ['a: 1\na: 2', 'compose.yaml:2:1 key-twice'],
    ['a: *no', 'compose.yaml:1:4 yaml-alias-unknown'],
    ['a: &x { b: *x }', 'compose.yaml:1:12 yaml-alias-loop'],
    ['a: !!binary aGk=', 'compose.yaml:1:13 yaml-tag-unsupported'],
    ['a: 1\n---\nb: 1', 'compose.yaml:2:1 yaml-documents'],
    ['<<: 1', 'compose.yaml:1:1 merge-invalid'],
    ['? [a]\n: 1', 'compose.yaml:1:3 key-not-text'],
    ['a: 0644', 'compose.yaml:1:4 scalar-ambiguous'],
    ['- a', 'compose.yaml:1:1 map-expected'],
    ['', 'compose.yaml:1:1 services-missing'],
    ['a: '.concat('['.repeat(60), ']'.repeat(60)), 'yaml-too-deep'],
  ])('%s', (text, expected) => expect(faultsOf(text).join()).toContain(expected))

  test('a merge brings what the map does not say itself, the first of several maps first', () => {
    const anchors = 'x-a: &a { user: a, hostname: a }\nx-b: &b { user: b, working_dir: /b, hostname: b }\n'
    const [web] = servicesOf(fileOf(anchors + oneService('    <<: [*a, *b]\n    hostname: own\n')), 'dev1')
    expect(web).toMatchObject({ user: 'a', workingDir: '/b', hostname: 'own' })
  })

  test('aliases that unfold without end are refused before they fill the memory', () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`,
    )
    const startedAt = performance.now()
    expect(faultsOf(`l0: &l0 [x]\n${levels.join('\n')}`).join()).toContain('yaml-too-large')
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })

  test('a comment of dashes is no nesting', () => {
    expect(faultsOf(`# ${'-'.repeat(300)}\n${oneService('')}`)).toEqual([])
  })

  test.each([']', '[', '{a: ', '- ', '? ', '&a ', '*a ', '"', 'a: |\n', '<<: ', '!', '\t', '\n', 'a:\n '])(
    'hostile sizes of %j end',
    (part) => {
      const startedAt = performance.now()
      faultsOf(part.repeat(20_000 / part.length))
      expect(performance.now() - startedAt).toBeLessThan(10_000)
    },
  )
})

test('no text makes the reading throw', () => {
  const part = fc.constantFrom(
    'x-berth: ',
    'slots: ',
    'services: ',
    'dev1: ',
    'web: ',
    'image: a:1',
    'ports: ',
    'blue: ',
    'green: ',
    '{',
    '}',
    '[',
    ']',
    '\n',
    '  ',
    '    ',
    '- ',
    '&a ',
    '*a',
    '<<: ',
    '${A',
    '}',
    '"',
    ': ',
    'environment: ',
    'x-berth: {strategy: blue-green}',
    '1:2',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => void parseSlotsFile(bundle(parts.join('')))),
    { numRuns: 300 },
  )
})

const colors = 'blue: { WEB_PORT: 3001 }, green: { WEB_PORT: 4001 }'
const blueGreen = (service: string, slot = colors, template = 'upstream web { server 127.0.0.1:{port}; }'): string =>
  `x-berth:\n  proxy: { container: nginx, test: [nginx, -t], reload: nginx -s reload }\n  slots:\n    dev1: { ${slot} }\nservices:\n  web:\n    image: web:\${TAG}\n    ports: ['\${WEB_PORT}:80']\n    x-berth: { strategy: blue-green, switchOver: { file: '/etc/nginx/\${SLOT}.conf', template: '${template}' } }\n${service}`

describe('blue-green', () => {
  test('each colour has its own variables, and the proxy’s keys come from both places', () => {
    const file = fileOf(blueGreen(''))
    expect(servicesOf(file, 'dev1', 'green')[0]?.ports[0]?.published?.first).toBe(4001)
    expect(servicesOf(file, 'dev1', 'blue')[0]).toMatchObject({
      strategy: 'blue-green',
      strategyObstacle: null,
      switchOver: {
        container: 'nginx',
        file: '/etc/nginx/dev1.conf',
        reload: ['nginx', '-s', 'reload'],
        drainMs: 10_000,
      },
    })
  })

  test('a slot without colours recreates, and a warning says so', () => {
    const file = fileOf(blueGreen('', 'env: { WEB_PORT: 3001 }'))
    expect(servicesOf(file, 'dev1')[0]).toMatchObject({ strategy: 'recreate', strategyObstacle: 'no-colors' })
    expect(file.warnings.map(({ code }) => code)).toContain('slot-without-colors')
  })

  test.each([
    ['    volumes: [/data]', 'blue-green-writable-volume'],
    ['    networks: { default: { ipv4_address: 10.0.0.2 } }', 'blue-green-fixed-address'],
    ['    networks: { default: { link_local_ips: [169.254.8.8] } }', 'blue-green-fixed-address'],
    ['  api: { image: "api:1", environment: { PORT: "$WEB_PORT" } }', 'color-in-recreate'],
  ])('%s is refused', (lines, code) => expect(faultsOf(blueGreen(lines)).join()).toContain(code))

  test.each([
    ['blue: { WEB_PORT: 3001 }', 'color-missing'],
    ['blue: { WEB_PORT: 3001 }, green: { OTHER: 1 }', 'colors-differ-in-names'],
    ['blue: { WEB_PORT: 3001 }, green: { WEB_PORT: 3001 }', 'colors-share-port'],
  ])('%s is refused', (slot, code) => expect(faultsOf(blueGreen('', slot)).join()).toContain(code))

  test('a template that would lead to both containers alike is refused where it stands', () => {
    const faults = faultsOf(blueGreen('', colors, 'upstream web { server web:80; }'))
    expect(faults).toEqual(['compose.yaml:9:85 template-without-placeholder'])
    expect(faultsOf(blueGreen('', colors, 'server {name}:80;'))).toEqual([])
  })

  test('a template that asks for the port of a service without a published TCP port is refused', () => {
    const unpublished = blueGreen('').replace("ports: ['${WEB_PORT}:80']", "ports: ['${WEB_PORT}:80/udp']")
    expect(faultsOf(unpublished).join()).toContain('template-port-unpublished')
  })
})

test('the schema refuses what only it knows, and nothing in values that hold variables', () => {
  expect(faultsOf(oneService('    user: 1000\n'))).toEqual(['compose.yaml:5:5 schema'])
  expect(faultsOf(oneService('    command: [sleep, 5]\n'))).toEqual(['compose.yaml:5:22 schema'])
  expect(faultsOf(oneService('    user: "${USER_ID:-1000}"\n    privileged: "${PRIVILEGED:-true}"\n'))).toEqual([])
})

test('newer keys that Berth supports pass the schema', () => {
  const lines = [
    '    healthcheck: { test: [CMD, x], start_interval: 500ms }',
    '    ports: [{ target: 80, published: "8080", host_ip: 127.0.0.1, name: http }]',
    '    volumes: [{ type: bind, source: /a, target: /b, bind: { create_host_path: false } }]',
    '    env_file: [{ path: a.env, required: false }]',
    '    deploy: { resources: { limits: { cpus: "0.5", memory: 64m, pids: 10 } } }',
    '    depends_on: { gone: { condition: service_started, required: false } }',
    '    pull_policy: missing',
    '  gone: { image: "gone:1", profiles: [off] }',
  ]
  const file = fileOf(oneService(lines.join('\n')))
  expect(file.warnings.map(({ code, line }) => `${code} ${String(line)}`)).toContain('start-interval-without-effect 5')
  const [web, ...rest] = servicesOf(file, 'dev1')
  expect(rest).toEqual([])
  expect(web).toMatchObject({ dependsOn: [], resources: { cpus: 0.5, memoryBytes: 67_108_864, pids: 10 } })
  expect(web?.ports).toEqual([
    { hostIp: '127.0.0.1', port: 80, protocol: 'tcp', published: { first: 8080, last: 8080 } },
  ])
})

test('faults of environment files name the file and its line', () => {
  const text = oneService('    env_file: a.env\n')
  expect(faultsOf(text)).toEqual(['compose.yaml:5:5 env-file-missing'])
  expect(faultsOf(text, { 'a.env': 'A=1\nnonsense here', '.env': 'COMPOSE_FILE=x' })).toEqual([
    '.env:1:1 env-changes-compose',
    'a.env:2:1 env-line-unreadable',
  ])
  expect(faultsOf(oneService('    env_file: ../a.env\n'))).toEqual(['compose.yaml:5:5 env-file-outside'])
})

test('equal settings have an equal hash, whatever the image and the order of keys', () => {
  const hash = (lines: string): string =>
    servicesOf(fileOf(oneService(lines)), 'dev1')
      .map(settingsHash)
      .join()
  expect(hash('    environment: { A: "1", B: "2" }\n')).toBe(hash('    environment: [B=2, A=1]\n'))
  expect(hash('    environment: { A: "1" }\n')).not.toBe(hash('    environment: { A: "2" }\n'))
})

test('the difference of two files names slots, services and settings, and shows no secret', () => {
  const before = fileOf(
    'x-berth: { slots: { dev1: {}, dev2: {}, old: {} } }\nservices:\n  web: { image: "web:1", environment: { LEVEL: info, PASSWORD: a, SLOTTED: "${SLOT}" } }\n',
  )
  const after = fileOf(
    'x-berth: { slots: { dev1: { host: seoul-1 }, dev2: {}, new: {} } }\nservices:\n  web: { image: "web:1", environment: { PASSWORD: "${PW-b}", SLOTTED: "${SLOT}" }, healthcheck: { test: x, interval: 2s } }\n',
  )
  const differences = diffSlotsFiles(before, after)
  expect(differences.map(({ slot, kind }) => `${slot} ${kind}`)).toEqual([
    'dev1 changed',
    'dev2 changed',
    'new added',
    'old removed',
  ])
  expect(differences[0]?.settings).toEqual([{ name: 'host', kind: 'added', from: null, to: 'seoul-1', hidden: false }])
  expect(differences[0]?.services[0]?.settings).toMatchObject([
    { name: 'environment.PASSWORD', kind: 'changed', from: null, to: null, hidden: true },
    { name: 'healthcheck.kind' },
    { name: 'healthcheck.test' },
    { name: 'healthcheck.interval', kind: 'added', to: '2000' },
    { name: 'environment.LEVEL', kind: 'removed', from: 'info' },
  ])
  expect(diffSlotsFiles(after, after).every(({ kind }) => kind === 'unchanged')).toBe(true)
})
