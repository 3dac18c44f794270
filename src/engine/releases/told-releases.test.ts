import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hearReleases, nothingHeard } from '../../contract/heard-releases'
import { sampleRelease } from '../../testing/sample-release'
import { createToldReleases } from './told-releases'

const lists = fc.array(
  fc
    .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2'))
    .map((versions) => Object.entries(versions).map(([tag, version]) => sampleRelease({ tag, version }))),
  { maxLength: 12 },
)

test('whoever hears answers, however many of them, knows what there is', () => {
  fc.assert(
    fc.property(lists, fc.infiniteStream(fc.boolean()), (all, listens) => {
      const told = createToldReleases()
      let [always, sometimes] = [nothingHeard, nothingHeard]
      for (const releases of all) {
        const there = new Map(releases.map((release) => [release.tag, release]))
        always = hearReleases(always, told.answer(releases, always.mark))
        expect(always.releases).toEqual(there)
        if (!listens.next().value) continue
        sometimes = hearReleases(sometimes, told.answer(releases, sometimes.mark))
        expect(sometimes.releases).toEqual(there)
      }
    }),
  )
})

test('of ten thousand builds those alone are told again that changed, and a mark of another run is told all', () => {
  const releases = Array.from({ length: 10_000 }, (_, index) => sampleRelease({ tag: `build-${index}` }))
  const told = createToldReleases()
  const first = told.answer(releases, null)
  expect(first.releases).toHaveLength(10_000)
  const changed = { ...sampleRelease({ tag: 'build-7' }), revision: '4be1c07' }
  const next = releases.map((release) => (release.tag === changed.tag ? changed : release)).slice(0, -1)
  expect(told.answer(next, first.mark)).toMatchObject({ isWhole: false, releases: [changed], gone: ['build-9999'] })
  expect(createToldReleases().answer(next, first.mark)).toMatchObject({ isWhole: true })
})
