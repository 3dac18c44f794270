import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ContainerObservation } from './container-observation'
import { composeLabels } from './label-names'
import type { Plan } from './plan'
import { planDeployment } from './plan-deployment'
import type { PlanInput } from './plan-input'
import {
  newTag,
  reference,
  image,
  container,
  registryTarget,
  missing,
  deploy,
  input,
} from '../testing/sample-plan-input'

describe('whatever the slot looks like', () => {
  const names = ['web', 'api', 'admin', 'db', 'worker', 'x']
  const slots = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }).chain((services) =>
    fc.record({
      services: fc.constant(services),
      dependencies: fc.dictionary(fc.constantFrom(...services), fc.subarray(services)),
      available: fc.subarray(services, { minLength: 1 }),
      onHost: fc.subarray(services),
      statuses: fc.dictionary(
        fc.constantFrom(...services),
        fc.constantFrom('running', 'exited', 'created', 'restarting'),
      ),
      recreate: fc.constantFrom('changed' as const, 'always' as const),
    }),
  )
  type Slot = typeof slots extends fc.Arbitrary<infer Value> ? Value : never

  function inputOf(slot: Slot): PlanInput {
    const containers = slot.services.map((service) => {
      const dependsOn = (slot.dependencies[service] ?? []).map((name) => `${name}:service_started:true`).join(',')
      const status = (slot.statuses[service] ?? 'running') as ContainerObservation['status']
      return container(service, {
        status,
        labels: { ...container(service).labels, [composeLabels.dependsOn]: dependsOn },
      })
    })
    const targets = new Map(
      slot.services.map((service) => {
        const onHost = slot.onHost.includes(service) ? image(service, newTag, 'b') : null
        return [service, slot.available.includes(service) ? registryTarget(service, 'b', onHost) : missing(service)]
      }),
    )
    return input({ containers, targets, operation: deploy({ recreate: slot.recreate }) })
  }

  /** The slot as it is once the plan was carried out: replaced containers run the new image, all others stay. */
  function carriedOut(before: PlanInput, plan: Plan): PlanInput {
    const images = new Map(before.images)
    const targets = new Map(before.targets)
    const containers = before.containers.map((known) => {
      const service = plan.services.find(({ containerId }) => containerId === known.id)
      if (service?.change.kind === 'start') return { ...known, status: 'running' as const }
      if (service?.change.kind !== 'replace') return known
      const pulled = image(service.name, newTag, 'b')
      images.set(pulled.id, pulled)
      targets.set(service.name, registryTarget(service.name, 'b', pulled))
      return {
        ...known,
        id: `${known.id}-new`,
        status: 'running' as const,
        imageId: pulled.id,
        imageReference: reference(service.name, newTag),
      }
    })
    return { ...before, containers, images, targets }
  }

  test('nothing is stopped before all is pulled and made, services wait for what they need, and unchanged ones are never touched', () => {
    fc.assert(
      fc.property(slots, (slot) => {
        const plan = planDeployment(inputOf(slot))
        const kinds = plan.steps.map(({ kind }) => kind)
        if (kinds.includes('pull')) expect(kinds.lastIndexOf('pull')).toBeLessThan(kinds.indexOf('lock'))
        if (kinds.includes('stop')) expect(kinds.lastIndexOf('create')).toBeLessThan(kinds.indexOf('stop'))
        if (kinds.includes('remove-old')) expect(kinds.lastIndexOf('gate')).toBeLessThan(kinds.indexOf('remove-old'))
        const touched = new Set(plan.steps.flatMap((step) => ('service' in step ? [step.service] : [])))
        plan.services.forEach(({ name, change, after }, index) => {
          expect(touched.has(name)).toBe(change.kind === 'replace' || change.kind === 'start')
          const earlier = plan.services.slice(0, index).map((service) => service.name)
          for (const needed of after) expect(earlier).toContain(needed)
        })
      }),
    )
  })

  test('planning twice gives the same plan, and planning again once it was carried out gives nothing to do', () => {
    fc.assert(
      fc.property(slots, (slot) => {
        const before = inputOf(slot)
        const plan = planDeployment(before)
        expect(planDeployment(inputOf(slot))).toEqual(plan)
        const again = planDeployment({ ...carriedOut(before, plan), operation: deploy() })
        expect(again.warnings[0]).toEqual({ kind: 'nothing-to-do' })
        expect(again.steps).toEqual([])
      }),
    )
  })

  test('pulling changes nothing that the fingerprint stands for; another container or image does', () => {
    fc.assert(
      fc.property(slots, (slot) => {
        const before = inputOf(slot)
        const { fingerprint } = planDeployment(before)
        const pulled = inputOf({ ...slot, onHost: slot.services })
        expect(planDeployment(pulled).fingerprint).toBe(fingerprint)
        const [first, ...rest] = before.containers
        const replaced = [...(first === undefined ? [] : [{ ...first, id: 'another' }]), ...rest]
        expect(planDeployment({ ...before, containers: replaced }).fingerprint).not.toBe(fingerprint)
      }),
    )
  })
})
