import { describe, expect, it } from 'vitest'
import { samplePlan } from '../../../src/testing/sample-deployment'
import { summarizePlan } from './plan-view'

describe('a plan in the dialog', () => {
  it('says what is replaced, what is left alone and how the version moves', () => {
    expect(summarizePlan(samplePlan)).toEqual({
      touched: ['api', 'web'],
      leftAlone: ['admin'],
      version: { from: '1.3.11', to: '1.3.10', older: true },
      pulls: 2,
    })
  })

  it('says nothing of a version where none is known', () => {
    const services = samplePlan.services.map((service) =>
      service.change.kind === 'replace'
        ? { ...service, change: { ...service.change, to: { ...service.change.to, version: null } } }
        : service,
    )
    expect(summarizePlan({ ...samplePlan, services }).version).toBeNull()
  })
})
