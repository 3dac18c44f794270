import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PaletteGroup, PaletteItem } from './palette-item'
import { findItems, matchedPieces, readQuery } from './palette-search'

function item(group: PaletteGroup, title: string, also = ''): PaletteItem {
  return {
    id: `${group} ${title}`,
    group,
    face: { kind: 'icon', icon: 'tag' },
    title,
    isCode: false,
    detail: '',
    aside: '',
    chord: null,
    also,
    goal: { kind: 'keys' },
    more: [],
  }
}

const items = [
  item('slots', 'seoul-1 / dev2', 'kickoff-240510-dashboard v1.3.10'),
  item('branches', 'kickoff-240318-old-dashboard-poc'),
  item('branches', 'kickoff-240607-dash-export'),
  item('branches', 'dashboard'),
  item('people', '박서준', ''),
  item('actions', 'Deploy to seoul-1 / dev2…', 'dashboard'),
  item('history', '#212, Fri 10:52', 'dashboard'),
]
const titles = (text: string): readonly string[] => findItems(items, readQuery(text)).map(({ title }) => title)

describe('what is found', () => {
  it('stands by shelf, what begins with the word before what only has it', () => {
    expect(titles('dash')).toEqual([
      'seoul-1 / dev2',
      'dashboard',
      'kickoff-240318-old-dashboard-poc',
      'kickoff-240607-dash-export',
      'Deploy to seoul-1 / dev2…',
      '#212, Fri 10:52',
    ])
    expect(titles('DASH dev2')).toEqual(['seoul-1 / dev2', 'Deploy to seoul-1 / dev2…'])
    expect(titles('v1.3.10')).toEqual(['seoul-1 / dev2'])
  })

  it('is one shelf alone where its sign comes first, and people only then', () => {
    expect(titles('> dash')).toEqual(['Deploy to seoul-1 / dev2…'])
    expect(titles('#dash')).toEqual(['#212, Fri 10:52'])
    expect(titles('@박')).toEqual(['박서준'])
    expect(titles('박서준')).toEqual([])
  })
})

it('the pieces of a text are the text, and what is marked are the words alone', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'B', '-', '한', 'İ', 'ß'), maxLength: 12 })
  fc.assert(
    fc.property(texts, fc.array(fc.constantFrom('a', 'ab', '한', '-a'), { maxLength: 3 }), (text, words) => {
      const pieces = matchedPieces(text, words)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      const plain = pieces.filter(({ isMatch }) => !isMatch)
      if (text.toLowerCase().length === text.length) {
        for (const word of words) for (const piece of plain) expect(piece.text.toLowerCase()).not.toContain(word)
      }
    }),
  )
})
