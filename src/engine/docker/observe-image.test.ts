import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { listedImages, observeImage } from './observe-image'

const image = {
  Id: `sha256:${'ab'.repeat(32)}`,
  RepoTags: ['shop/api:a', '<none>:<none>'],
  RepoDigests: ['<none>@<none>', `shop/api@sha256:${'cd'.repeat(32)}`],
  Created: '2024-05-10T08:00:00.5Z',
  Size: 106_000_000,
  Os: 'linux',
  Architecture: 'arm64',
  Variant: 'v8',
  Config: { Labels: { 'org.opencontainers.image.revision': 'abc' } },
}

test('an image’s inspect answer is read without the names of the nameless', () => {
  expect(observeImage(image)).toEqual({
    id: image.Id,
    tags: ['shop/api:a'],
    digests: [`shop/api@sha256:${'cd'.repeat(32)}`],
    labels: { 'org.opencontainers.image.revision': 'abc' },
    createdAtMs: Date.UTC(2024, 4, 10, 8, 0, 0, 500),
    sizeBytes: 106_000_000,
    platform: 'linux/arm64',
  })
})

test('an image without tags, labels, date or configuration is read too', () => {
  const bare = { Id: 'sha256:1', RepoTags: null, RepoDigests: null, Created: '0001-01-01T00:00:00Z', Config: null }
  expect(observeImage(bare)).toMatchObject({ tags: [], digests: [], labels: {}, createdAtMs: null, platform: '' })
})

test('an image list is read, its dates being seconds', () => {
  const listed = [{ ...image, Created: 1_715_331_492, Labels: { a: 'b' } }]
  expect(listedImages(listed)).toMatchObject([{ labels: { a: 'b' }, createdAtMs: 1_715_331_492_000, platform: '' }])
})

test('any JSON at all throws nothing but an error of Berth', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const read of [observeImage, listedImages]) {
        try {
          read(value)
        } catch (error) {
          expect(error).toBeInstanceOf(BerthError)
        }
      }
    }),
  )
})
