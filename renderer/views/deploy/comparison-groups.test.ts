import { expect, test } from 'vitest'
import type { ServiceComparison } from '../../../src/contract/plan-comparison'
import { changeLines, comparisonGroups } from './comparison-groups'

function compared(service: string, changes: Partial<ServiceComparison> = {}): ServiceComparison {
  const from = { revision: '9f3c2ab', version: null, builtAtMs: 10 }
  const to = { revision: '4be1c07', version: null, builtAtMs: 20 }
  return {
    service,
    from,
    to,
    isOlderBuild: false,
    pullBytes: 100,
    comparePage: 'https://github.com/shop/app/compare/9f3c2ab...4be1c07',
    settings: { kind: 'carried' },
    imageDefaults: null,
    ...changes,
  }
}

test('services of one repository are told of once, with what all of them pull; others stand apart', () => {
  const admin = compared('admin', { comparePage: null, to: { revision: 'abad1de', version: null, builtAtMs: 5 } })
  const api = compared('api', { to: { revision: '4be1c07', version: null, builtAtMs: 25 } })
  const groups = comparisonGroups({ services: [compared('web'), admin, api] })
  expect(groups.map(({ services, pullBytes, to }) => [services, pullBytes, to.builtAtMs])).toEqual([
    [['web', 'api'], 200, 25],
    [['admin'], 100, 5],
  ])
})

test('one size that is not known makes the sum unknown', () => {
  const services = [compared('web'), compared('api', { pullBytes: null }), compared('admin')]
  expect(comparisonGroups({ services })[0]?.pullBytes).toBeNull()
})

test('changes are told by name and where they come from; a service without any is left out', () => {
  const names = [{ name: 'API_URL', change: 'changed' } as const]
  const services = [
    compared('web', { settings: { kind: 'compared', names, hasOthers: false }, imageDefaults: names }),
    compared('api', { settings: { kind: 'compared', names: [], hasOthers: true } }),
    compared('admin', { settings: { kind: 'unknown' } }),
  ]
  expect(changeLines({ services })).toEqual([
    { service: 'web', origin: 'settings', names },
    { service: 'web', origin: 'image', names },
    { service: 'api', origin: 'other', names: [] },
  ])
})
