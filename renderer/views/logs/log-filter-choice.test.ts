import { describe, expect, it } from 'vitest'
import {
  engineFilter,
  everything,
  mostTexts,
  showsEverything,
  type TextFilter,
  toggled,
  withText,
} from './log-filter-choice'

const look = { wrapped: false, times: 'local', foldStacks: true, contextLines: 3 } as const
const services = ['web', 'api', 'admin']
const text = (words: string, not = false): TextFilter => ({ text: words, kind: 'literal', matchCase: false, not })

describe('what the reader leaves out of a log', () => {
  it('is nothing at first, also of services and levels to come', () => {
    expect(showsEverything(everything)).toBe(true)
    expect(engineFilter(everything, look, services)).toEqual({
      services: null,
      levels: null,
      texts: [],
      fromMs: null,
      toMs: null,
      contextLines: 0,
      foldStacks: true,
    })
  })

  it('names the services and levels that are left', () => {
    const choice = {
      ...everything,
      hiddenServices: toggled([], 'api'),
      hiddenLevels: ['debug', 'trace', 'none'] as const,
    }
    expect(showsEverything(choice)).toBe(false)
    expect(engineFilter(choice, look, services)).toMatchObject({
      services: ['web', 'admin'],
      levels: ['fatal', 'error', 'warn', 'info'],
    })
    expect(toggled(choice.hiddenServices, 'api')).toEqual([])
  })

  it('goes over the levels for errors only, with the lines around them, and leaves them for afterwards', () => {
    const choice = { ...everything, hiddenLevels: ['error'] as const, errorsOnly: true }
    expect(engineFilter(choice, look, services)).toMatchObject({ levels: ['fatal', 'error'], contextLines: 3 })
    expect(engineFilter({ ...choice, errorsOnly: false }, look, services)).toMatchObject({ contextLines: 0 })
  })

  it('holds each text once and never more than the engine takes', () => {
    const twice = withText([text('a'), text('b')], text('a'))
    expect(twice).toEqual([text('b'), text('a')])
    expect(withText([text('a')], text('a', true))).toHaveLength(2)
    const many = Array.from({ length: 20 }, (_, index) => text(String(index))).reduce(
      withText,
      [] as readonly TextFilter[],
    )
    expect(many).toHaveLength(mostTexts)
  })
})
