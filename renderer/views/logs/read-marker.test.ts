import { describe, expect, it } from 'vitest'
import { deploymentDetails, readMarker } from './read-marker'

describe('a marker row', () => {
  it('has its details in order, harmless and empty where not known', () => {
    expect(readMarker('exited\t137')).toEqual({ marker: 'exited', details: ['137'] })
    expect(readMarker('healthy').details).toEqual([])
    const row = readMarker('deploy-done\td1\t한지우\tkickoff-240603-\u202esearch\t\t128000')
    expect(deploymentDetails(row)).toEqual({ who: '한지우', what: 'kickoff-240603-search', was: '', outcome: '128000' })
  })

  it('of a later version is a gap', () => {
    expect(readMarker('moved\tfar').marker).toBe('gap')
    expect(readMarker('').marker).toBe('gap')
  })
})
