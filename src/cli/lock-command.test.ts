import { expect, it } from 'vitest'
import type { InterruptionView } from '../contract/interruption-view'
import { lockJson } from './lock-json'
import { lockLines } from './lock-lines'

const view: InterruptionView = {
  slot: 'dev1',
  lockDeploymentId: 'ab12',
  owner: '이도윤',
  reason: 'deploy two',
  startedAtMs: 0,
  heartbeatAgeMs: 34_400,
  ownerDead: true,
  from: null,
  to: null,
  services: [{ service: 'api', stage: 'old-stopped', serving: 'nothing', oldContainer: 'api-1', newContainer: null }],
  choices: [
    { choice: 'resume', refusal: 'no-intent', endsOn: {} },
    { choice: 'put-back', refusal: null, endsOn: {} },
  ],
  safest: 'put-back',
}

it('tells of an interruption what was done, what serves, and which ways on there are', () => {
  const text = lockLines('dev1', { view, judgement: 'dead' }, null, 'en').join('\n')
  expect(text).toContain('Deployment ab12 has given no sign of life for 34 s.')
  expect(text).toMatch(/api +old one stopped +nothing/)
  expect(text).toMatch(/resume: .*\(not possible: what was planned is not known any more\)/)
  expect(text).toMatch(/put back: .*\(safest\)/)
})

it('offers no way on while the owner lives, or may live', () => {
  for (const judgement of ['alive', 'unknown'] as const) {
    expect(lockLines('dev1', { view, judgement }, null, 'en').join('\n')).not.toContain('--takeover')
    expect(lockJson('dev1', { view, judgement }, null)).toMatchObject({
      lock: { state: 'held', ownerState: judgement, choices: [], safest: null },
    })
  }
})
