import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  container,
  deploy,
  image,
  input,
  newTag,
  oldTag,
  reference,
  registryTarget,
} from '../testing/sample-plan-input'
import type { ContainerObservation } from './container-observation'
import type { ImageTarget } from './image-target'
import { berthLabels } from './label-names'
import type { Plan } from './plan'
import { planDeployment } from './plan-deployment'
import type { PlanInput, WantedService, WantedSlot } from './plan-input'

const names = ['api', 'admin', 'web', 'db']

/** What is there of a service, and what a file or a release wants of it. */
const service = fc.record({
  isThere: fc.boolean(),
  isWanted: fc.boolean(),
  status: fc.constantFrom('running' as const, 'exited' as const),
  hash: fc.constantFrom('h1', 'h2'),
  runsNewImage: fc.boolean(),
  color: fc.constantFrom('blue' as const, 'green' as const, null),
  isBlueGreen: fc.boolean(),
  isOfRelease: fc.boolean(),
  after: fc.subarray(names),
})
type Service = typeof service extends fc.Arbitrary<infer Value> ? Value : never
const slots = fc
  .record({
    source: fc.constantFrom('file' as const, 'release' as const),
    services: fc.record(Object.fromEntries(names.map((name) => [name, service]))),
  })
  .filter(({ services }) => names.some((name) => services[name]?.isWanted === true))
type Slot = typeof slots extends fc.Arbitrary<infer Value> ? Value : never

function inputOf({ source, services }: Slot): PlanInput {
  const entries = names.flatMap((name) => {
    const known = services[name]
    return known === undefined ? [] : [{ name, ...known }]
  })
  const present = entries.filter(({ isThere }) => isThere)
  const wanted = entries.filter(({ isWanted }) => isWanted)
  const images = names.flatMap((name) => [image(name, oldTag, 'a'), image(name, newTag, 'b')])
  const slot: WantedSlot = {
    source,
    services: new Map(wanted.map((entry) => [entry.name, wantedOf(entry)])),
    prepare: [],
    warnings: [],
  }
  return input({
    containers: present.map((entry) => presentOf(entry)),
    images: new Map(images.map((one) => [one.id, one])),
    targets: new Map(wanted.map(({ name }) => [name, targetOf(name)])),
    operation: source === 'file' ? deploy() : { kind: 'rollback', releaseId: 'r1', services: null },
    wanted: slot,
  })
}

function targetOf(name: string): ImageTarget {
  return registryTarget(name, 'b', image(name, newTag, 'b'))
}

function wantedOf({
  name,
  color,
  isBlueGreen,
  isOfRelease,
  after,
}: Service & { readonly name: string }): WantedService {
  return {
    label: name,
    containerName: `dev1-${name}-1`,
    dependencies: after.filter((other) => other !== name).map((label) => ({ label, condition: 'service_started' })),
    healthCheck: null,
    settingsHash: 'h1',
    strategy: { kind: isBlueGreen ? 'blue-green' : 'recreate', color, instead: null },
    hasSwitchOver: isBlueGreen,
    settingsAreKnown: true,
    ports: [],
    containerId: isOfRelease ? container(name).id : 'long gone',
  }
}

function presentOf({ name, status, hash, runsNewImage }: Service & { readonly name: string }): ContainerObservation {
  const known = container(name, { status })
  const labels = { ...known.labels, [berthLabels.settings]: hash }
  if (!runsNewImage) return { ...known, labels }
  return { ...known, labels, imageId: image(name, newTag, 'b').id, imageReference: reference(name, newTag) }
}

function kindsOf(plan: Plan, name: string): readonly string[] {
  return plan.steps.flatMap((step) => ('service' in step && step.service === name ? [step.kind] : []))
}

describe('whatever a slots file or a release wants of a slot', () => {
  test('only what differs is touched, and what nobody wants stays', () => {
    fc.assert(
      fc.property(slots, (slot) => {
        const plan = planDeployment(inputOf(slot))
        for (const { name, change } of plan.services) {
          const known = slot.services[name]
          const isTouched = ['replace', 'create', 'start'].includes(change.kind)
          expect(kindsOf(plan, name).length > 0).toBe(isTouched)
          if (known?.isThere === true && !known.isWanted) expect(change.kind).toBe('not-in-source')
          if (known?.isThere === false) expect(change.kind).toBe('create')
          if (slot.source === 'release' && known?.isThere === true && known.isWanted) {
            expect(change.kind === 'replace').toBe(!known.isOfRelease)
          }
          if (slot.source === 'file' && known?.isThere === true && known.isWanted) {
            expect(change.kind === 'replace').toBe(known.hash !== 'h1' || !known.runsNewImage)
          }
        }
      }),
    )
  })

  test('the intent is written before the first change, and nothing is removed before the last gate', () => {
    fc.assert(
      fc.property(slots, (slot) => {
        const kinds = planDeployment(inputOf(slot)).steps.map(({ kind }) => kind)
        if (kinds.length === 0) return
        const changes = kinds.flatMap((kind, index) =>
          ['prepare', 'create', 'stop', 'start', 'aliases', 'switch-over', 'remove-old'].includes(kind) ? [index] : [],
        )
        expect(kinds.indexOf('lock')).toBeLessThan(kinds.indexOf('record'))
        expect(kinds.indexOf('record')).toBeLessThan(Math.min(...changes))
        if (kinds.includes('remove-old')) expect(kinds.lastIndexOf('gate')).toBeLessThan(kinds.indexOf('remove-old'))
      }),
    )
  })

  test('blue-green stops the old one last, and is used only where an old one serves meanwhile', () => {
    fc.assert(
      fc.property(slots, (slot) => {
        const plan = planDeployment(inputOf(slot))
        for (const { name, change, strategy, downtimeMs } of plan.services) {
          if (change.kind !== 'replace') continue
          const kinds = kindsOf(plan, name).filter((kind) => kind !== 'remove-old' && kind !== 'verify')
          if (strategy.kind === 'blue-green') {
            expect(slot.services[name]?.status).toBe('running')
            expect(kinds.at(-1)).toBe('stop')
            expect(downtimeMs).toBe(0)
          } else {
            expect(kinds.indexOf('stop')).toBeLessThan(kinds.indexOf('start'))
          }
        }
      }),
    )
  })

  test('equal looks give equal plans', () => {
    fc.assert(
      fc.property(slots, (slot) => {
        expect(planDeployment(inputOf(slot))).toEqual(planDeployment(inputOf(slot)))
      }),
    )
  })
})
