import { expect, test } from 'vitest'
import { errorCatalog } from './error-catalog'
import { registryOutcome } from './registry-outcome'

test('another login is offered for a refusal alone, and never where nobody answered', () => {
  expect(registryOutcome(null)).toBe('reached')
  expect(registryOutcome({ code: 'repository-unknown' })).toBe('reached')
  expect(registryOutcome({ code: 'registry-rate-limited' })).toBe('failing')
  expect(registryOutcome({ code: 'registry-not-reached' })).toBe('not-reached')
  const codes = Object.keys(errorCatalog) as (keyof typeof errorCatalog)[]
  expect(codes.filter((code) => registryOutcome({ code }) === 'refused').sort()).toEqual([
    'credentials-unusable',
    'registry-forbidden',
    'registry-login-needed',
    'registry-refused',
    'typed-login-refused',
  ])
})
