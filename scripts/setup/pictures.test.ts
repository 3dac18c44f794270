import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { pictureFiles } from '../../e2e/pictures/picture-files'

const project = resolve(import.meta.dirname, '../..')
const directory = join(project, 'docs/pictures')

/** The pictures that a page shows, as paths of files. */
function shownIn(page: string): readonly string[] {
  const links = readFileSync(page, 'utf8').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)
  return [...links].map(([, link = '']) => resolve(dirname(page), link))
}

const pages = readdirSync(join(project, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join(project, 'docs', name))
const shown = [join(project, 'README.md'), ...pages].flatMap(shownIn)

test('every picture that README and docs show is there, and made by npm run pictures', () => {
  const made = pictureFiles.map((file) => join(directory, file))
  expect(shown.filter((file) => !existsSync(file))).toEqual([])
  expect(shown.filter((file) => !made.some((one) => one === file))).toEqual([])
})

test('every picture that npm run pictures makes is shown somewhere, and no other lies about', () => {
  expect(pictureFiles.filter((file) => !shown.includes(join(directory, file)))).toEqual([])
  expect(readdirSync(directory).sort()).toEqual([...pictureFiles].sort())
})
