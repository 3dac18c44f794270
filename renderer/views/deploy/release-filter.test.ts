import { describe, expect, it } from 'vitest'
import type { ReleaseOption } from '../../../src/contract/release-option'
import { keepChosen, releaseChoices, stepChoice } from './release-filter'

const release = (tag: string, date: string | null, revision: string): ReleaseOption => ({
  tag,
  kickoff: date === null ? null : { branch: tag, date, summary: tag.split('-').slice(2).join('-') },
  version: '1.3.10',
  revision,
  builtAtMs: null,
  otherTags: [],
  services: ['web'],
  onHost: [],
  missing: [],
  notSeen: [],
  otherPlatform: [],
  runsOn: [],
  pullBytes: null,
  isDescribed: true,
  keptAtMs: null,
  ranHere: null,
})

const releases = [
  release('kickoff-240607-cart-merge', '2024-06-07', '50c7be9'),
  release('kickoff-240510-dashboard', '2024-05-10', '9f3c2ab'),
  release('latest', null, '9f3c2ab'),
]
const tags = (filter: string): string[] =>
  releaseChoices(releases, filter).map((choice) => `${choice.kind} ${choice.tag}`)

describe('the list of releases', () => {
  it('is filtered by name, date, revision and version, in their order', () => {
    expect(tags('')).toHaveLength(3)
    expect(tags('cart me')).toEqual(['release kickoff-240607-cart-merge'])
    expect(tags('2024-05')).toEqual(['release kickoff-240510-dashboard', 'typed 2024-05'])
    expect(tags('20240510')).toEqual(['release kickoff-240510-dashboard', 'typed 20240510'])
    expect(tags('9F3C DASH')).toEqual(['release kickoff-240510-dashboard'])
    expect(tags('1.3.10 latest')).toEqual(['release latest'])
  })

  it('offers what was typed where Docker accepts it as a tag and it is not in the list', () => {
    expect(tags(' release-7 ')).toEqual(['typed release-7'])
    expect(tags('latest')).toEqual(['release latest'])
    expect(tags('no/slash')).toEqual([])
    expect(tags('<b>')).toEqual([])
    expect(tags('x'.repeat(20_000))).toEqual([])
  })

  it('keeps the choice while it is in the list, and else takes the first', () => {
    const choices = releaseChoices(releases, '')
    expect(keepChosen(choices, 'latest')).toBe('latest')
    expect(keepChosen(choices, 'gone')).toBe('kickoff-240607-cart-merge')
    expect(keepChosen([], 'gone')).toBeNull()
  })

  it('is walked without leaving its ends', () => {
    const choices = releaseChoices(releases, '')
    expect(stepChoice(choices, 'latest', 1)).toBe('latest')
    expect(stepChoice(choices, 'latest', -1)).toBe('kickoff-240510-dashboard')
    expect(stepChoice(choices, null, 1)).toBe('kickoff-240607-cart-merge')
    expect(stepChoice([], null, 1)).toBeNull()
  })
})
