import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextLink } from './link-header'

test.each([
  ['</v2/shop/web/tags/list?last=b&n=2>; rel="next"', '/v2/shop/web/tags/list?last=b&n=2'],
  ['<https://r.example.com/v2/x?a=1,2;3>;rel=next', 'https://r.example.com/v2/x?a=1,2;3'],
  ['</first>; rel="first", </next>; title="a, b; rel=next"; rel="NEXT last"', '/next'],
  ['</a>; title=x; rel="prev", </b>; rel="nextish"', null],
  ['</a>; rel="prev"; rel="next"', null],
  ['/v2/x; rel="next"', null],
  ['</a>', null],
  ['</open; rel="next"', null],
  ['', null],
])('%s leads to %s', (header, target) => {
  expect(nextLink(header)).toBe(target)
})

test('a link by the rules is found among others, whatever its address holds', () => {
  const address = fc.webUrl({ withQueryParameters: true }).filter((url) => !/[<>]/.test(url))
  fc.assert(
    fc.property(address, fc.array(address), (next, others) => {
      const links = others.map((url, index) => `<${url}>; title="${String(index)}, \\"x\\""; rel="item"`)
      expect(nextLink([...links, `<${next}>; rel="next"`].join(', '))).toBe(next)
    }),
  )
})

test('any header at all is read without harm, and soon', () => {
  fc.assert(fc.property(fc.string({ maxLength: 2_000 }), (header) => void nextLink(header)))
  for (const piece of ['<a>;', '"\\', ' ;', '<', ',', '; rel', '="']) nextLink(piece.repeat(16_000 / piece.length))
})
