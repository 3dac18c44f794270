import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const project = resolve(import.meta.dirname, '../..')
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...['docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(join(project, folder)).flatMap((name) => (name.endsWith('.md') ? [`${folder}/${name}`] : [])),
  ),
]
const textOf = (page: string): string => readFileSync(join(project, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '')

/** As GitHub makes them of headings. */
function anchorsOf(page: string): ReadonlySet<string> {
  const seen = new Map<string, number>()
  const names = [...textOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    const name = words
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-')
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    return count === 0 ? name : `${name}-${String(count)}`
  })
  return new Set(names)
}

function deadLinks(page: string): readonly string[] {
  return [...textOf(page).matchAll(/\]\(([^()\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^(?:https?|mailto):/.test(target)) return []
    const [path = '', anchor] = target.split('#', 2)
    const file = path === '' ? page : join(dirname(page), path)
    if (!existsSync(join(project, file))) return [`${page}: ${target}`]
    const isThere = anchor === undefined || !file.endsWith('.md') || anchorsOf(file).has(anchor)
    return isThere ? [] : [`${page}: ${target}`]
  })
}

test('no link of the handbook leads nowhere, to a page or within one', () => {
  expect(pages.flatMap(deadLinks)).toEqual([])
})

test('every page of the handbook is reached from the README', () => {
  const reached = new Set(['README.md'])
  for (const page of reached) {
    if (!page.endsWith('.md')) continue
    for (const [, target = ''] of textOf(page).matchAll(/\]\(([^()\s#]+)(?:#[^)]*)?\)/g)) {
      const file = join(dirname(page), target)
      if (existsSync(join(project, file))) reached.add(file)
    }
  }
  const isDecision = (page: string): boolean => page.startsWith('docs/decisions/')
  expect(pages.filter((page) => !reached.has(page) && !isDecision(page) && page !== 'CHANGELOG.md')).toEqual([])
})
