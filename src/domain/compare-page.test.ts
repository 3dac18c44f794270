import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparePage, isSameRepository } from './compare-page'

const [from, to] = ['9f3c2ab', '4be1c07d2a']

test('a repository on GitHub, GitLab or Bitbucket has a page for two revisions, in whatever form the label names it', () => {
  const pages: readonly (readonly [source: string, page: string])[] = [
    ['https://github.com/shop/web', `https://github.com/shop/web/compare/${from}...${to}`],
    ['https://github.com/shop/web.git', `https://github.com/shop/web/compare/${from}...${to}`],
    ['https://github.com/shop/web/tree/main/packages', `https://github.com/shop/web/compare/${from}...${to}`],
    ['git@github.com:shop/web.git', `https://github.com/shop/web/compare/${from}...${to}`],
    ['ssh://git@github.com/shop/web.git', `https://github.com/shop/web/compare/${from}...${to}`],
    ['https://gitlab.com/team/shop/web', `https://gitlab.com/team/shop/web/-/compare/${from}...${to}`],
    ['https://gitlab.example.com:8443/shop/web/', `https://gitlab.example.com:8443/shop/web/-/compare/${from}...${to}`],
    ['ssh://git@gitlab.example.com:2222/shop/web.git', `https://gitlab.example.com/shop/web/-/compare/${from}...${to}`],
    ['https://code.example.com/shop/web/-/tree/main', `https://code.example.com/shop/web/-/compare/${from}...${to}`],
    ['git@bitbucket.org:shop/web.git', `https://bitbucket.org/shop/web/branches/compare/${to}%0D${from}`],
  ]
  for (const [source, page] of pages) expect(comparePage(source, from, to)).toBe(page)
})

test('what is no https address of a known forge’s repository has none', () => {
  const sources = [
    '',
    'shop/web',
    'http://github.com/shop/web',
    'https://github.com/shop',
    'https://code.example.com/shop/web',
    'https://github.com.evil.example/shop/web',
    'https://github.com@evil.example/shop/web',
    'https://token:secret@github.com/shop/web',
    'https://gitlab.com@evil.example/shop/web',
    'https://token:secret@gitlab.com/shop/web',
    'https://gitlab.com:443443/shop/web',
    'https://gitlab/../../shop',
    'https://evil.example\\@github.com/shop/web',
    'https://github.com/shop/web?next=https://evil.example',
    'https://github.com/../..',
    'https://github.com/shop/%2e%2e%2fweb',
    'git@git@github.com:shop/web',
    'javascript:alert(1)//gitlab/-/a/b',
    'file:///etc/passwd',
    `https://github.com/shop/${'w'.repeat(600)}`,
  ]
  for (const source of sources) expect(comparePage(source, from, to)).toBeNull()
})

test('a revision that is no commit’s hash, or the same commit, has none', () => {
  const source = 'https://github.com/shop/web'
  for (const other of ['', 'main', 'v1.3.10', '../../x', `${from}?a`, from, `${from}0123`.toUpperCase()])
    expect(comparePage(source, from, other)).toBeNull()
})

test('whatever a label says, a page is https, without credentials, on the host that was written', () => {
  const piece = fc.oneof(
    fc.constantFrom('https://', 'git@', 'ssh://', 'github.com', 'gitlab', 'bitbucket.org', '/', ':', '@', '\\', '..'),
    fc.constantFrom('/-/', '.git', '?', '#', '%2f', '\n', '\u202e', 'evil.example', 'shop', ' ', '%00', '[::1]'),
    fc.string({ maxLength: 4 }),
  )
  const source = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.array(piece, { maxLength: 6 }).map((pieces) => `https://gitlab.com/${pieces.join('')}`),
    fc.array(piece, { maxLength: 3 }).map((pieces) => `https://gitlab${pieces.join('')}/shop/web`),
  )
  fc.assert(
    fc.property(source, (text) => {
      const page = comparePage(text, from, to)
      if (page === null) return
      const url = new URL(page)
      expect(url.href).toBe(page)
      expect([url.protocol, url.username, url.password, url.search, url.hash]).toEqual(['https:', '', '', '', ''])
      expect(text.toLowerCase()).toContain(url.hostname.replace(/^\[|\]$/g, ''))
      expect(url.pathname).toMatch(/^(\/\w[\w.-]*){2,22}\/(-\/|branches\/)?compare\/[0-9a-f.%D]+$/)
    }),
    { numRuns: 2_000 },
  )
})

test('forms of one repository are known as one', () => {
  expect(isSameRepository('git@github.com:Shop/web.git', 'https://github.com/shop/web')).toBe(true)
  expect(isSameRepository('https://github.com/shop/web', 'https://github.com/fork/web')).toBe(false)
  expect(isSameRepository('nothing', 'nothing')).toBe(false)
})
