import { build, type Rolldown } from 'vite'
import { expect, test } from 'vitest'
import { startChunk } from './start-chunk'

/** Modules of a page; `start` and `later` share one, and two import each other. */
const sources: Readonly<Record<string, string>> = {
  start: "import { shared } from 'shared'; import { one } from 'one'; console.log(shared, one); void import('later')",
  shared: "export const shared = 'shared by both'",
  one: "import { two } from 'two'; export const one = () => two",
  two: "import { one } from 'one'; export const two = [one, 'of a circle']",
  later: "import { shared } from 'shared'; import { own } from 'own'; console.log(shared, own)",
  own: "export const own = 'of the deferred part'",
}

test('all that a page begins with is one file, and what a deferred part alone needs is not in it', async () => {
  const start = startChunk()
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      start.plugin,
      {
        name: 'sources',
        resolveId: (id) => (id in sources ? id : null),
        load: (id) => sources[id] ?? null,
      },
    ],
    build: {
      write: false,
      rolldownOptions: { input: 'start', output: { codeSplitting: { groups: [{ name: start.name }] } } },
    },
  })
  const chunks = (built as Rolldown.RolldownOutput).output.filter((file) => file.type === 'chunk')
  const entry = chunks.find(({ isEntry }) => isEntry)
  expect(entry?.imports).toEqual([])
  expect(entry?.code).toContain('shared by both')
  expect(entry?.code).toContain('of a circle')
  expect(entry?.code).not.toContain('of the deferred part')
  expect(chunks).toHaveLength(2)
})
