import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readImageConfig } from './image-config'
import { readManifest } from './manifest'

const digest = (sign: string): string => `sha256:${sign.repeat(64)}`
const read = (body: unknown) => readManifest(Buffer.from(JSON.stringify(body)))
const configType = 'application/vnd.oci.image.config.v1+json'
const config = { mediaType: configType, digest: digest('a'), size: 100 }
const layer = (sign: string, size: number) => ({ mediaType: 'x', digest: digest(sign), size })
const entry = (sign: string, os: string, architecture: string, more: object = {}) => ({
  ...layer(sign, 1),
  platform: { os, architecture },
  ...more,
})

test('a layer that stands twice is sent once', () => {
  expect(read({ schemaVersion: 2, config, layers: [layer('b', 10), layer('c', 5), layer('b', 10)] })).toEqual({
    kind: 'image',
    configDigest: digest('a'),
    sizeBytes: 115,
    layers: [
      { digest: digest('b'), sizeBytes: 10 },
      { digest: digest('c'), sizeBytes: 5 },
    ],
  })
})

test('what stands beside the images of an index is none of its platforms', () => {
  const manifests = [
    entry('a', 'linux', 'amd64'),
    entry('b', 'unknown', 'unknown'),
    entry('c', 'linux', 'amd64', { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } }),
    entry('d', 'linux', 'arm64', { artifactType: 'application/spdx+json' }),
    { ...layer('e', 1) },
    entry('f', 'li\u202enux', 'amd64'),
  ]
  expect(read({ schemaVersion: 2, manifests })).toEqual({
    kind: 'index',
    entries: [{ digest: digest('a'), platform: 'linux/amd64' }],
  })
})

test.each([
  ['schema 1', { schemaVersion: 1, fsLayers: [], config, layers: [] }, { kind: 'schema1' }],
  [
    'a chart',
    { schemaVersion: 2, config: { ...config, mediaType: 'application/vnd.cncf.helm.config.v1+json' }, layers: [] },
    { kind: 'artifact', artifactType: 'application/vnd.cncf.helm.config.v1+json' },
  ],
  [
    'an artifact that says what it is',
    {
      schemaVersion: 2,
      artifactType: 'a/b',
      config: { ...config, mediaType: 'application/vnd.oci.empty.v1+json' },
      layers: [],
    },
    { kind: 'artifact', artifactType: 'a/b' },
  ],
  [
    'an artifact of OCI’s first release candidates',
    { mediaType: 'application/vnd.oci.artifact.manifest.v1+json', artifactType: 'c/d', blobs: [] },
    { kind: 'artifact', artifactType: 'c/d' },
  ],
  [
    'an index of nothing but attestations',
    { schemaVersion: 2, manifests: [entry('b', 'unknown', 'unknown', { artifactType: 'e/f' })] },
    { kind: 'artifact', artifactType: 'e/f' },
  ],
])('%s is told as what it is', (_, body, manifest) => {
  expect(read(body)).toEqual(manifest)
})

test.each([
  ['both an index and an image', { schemaVersion: 2, manifests: [], config, layers: [] }],
  ['a digest that is a path', { schemaVersion: 2, config: { ...config, digest: '../../secret' }, layers: [] }],
  ['a digest cut short', { schemaVersion: 2, config: { ...config, digest: 'sha256:abc' }, layers: [] }],
  ['a negative size', { schemaVersion: 2, config, layers: [layer('b', -1)] }],
  ['a page', '<html>'],
  ['null', null],
  ['a list', []],
  ['nothing', {}],
])('%s is no manifest', (_, body) => {
  expect(read(body)).toBeNull()
})

test('labels are bounded, and a configuration without any is none the worse', () => {
  const parse = (value: unknown) => readImageConfig(Buffer.from(JSON.stringify(value)))
  const labels = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`label-${String(index)}`, 'x'.repeat(9_000)]),
  )
  const read = parse({ os: 'linux', architecture: 'arm', variant: 'v7', config: { Labels: labels } })
  expect(Object.keys(read?.labels ?? {})).toHaveLength(200)
  expect(read?.labels['label-0']).toHaveLength(2_000)
  expect(read?.platform).toBe('linux/arm/v7')
  expect(parse({ created: '2024-05-10T08:00:00Z', config: null })).toEqual({
    platform: '',
    labels: {},
    createdAtMs: Date.UTC(2024, 4, 10, 8),
  })
  expect(parse({ created: '0001-01-01T00:00:00Z', config: { Labels: { a: 1, b: 'c' } } })).toMatchObject({
    labels: { b: 'c' },
    createdAtMs: null,
  })
})

test('any JSON at all is read without harm', () => {
  const keys = fc.constantFrom(
    'manifests',
    'layers',
    'config',
    'platform',
    'digest',
    'size',
    'mediaType',
    'annotations',
  )
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.json().map((text) => JSON.parse(text) as unknown),
      fc.dictionary(keys, tie('value')),
      fc.array(tie('value')),
    ),
  })).value
  fc.assert(
    fc.property(value, (body) => {
      read(body)
      readImageConfig(Buffer.from(JSON.stringify(body) ?? ''))
    }),
  )
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void readManifest(Buffer.from(bytes))))
})
