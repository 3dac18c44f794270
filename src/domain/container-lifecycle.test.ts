import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContainerPhase, stepContainer } from './container-lifecycle'
import { type LifecycleMoment, type LifecycleRow, lifecycleTable } from './container-lifecycle-table'

const rows: readonly (readonly [string, LifecycleRow])[] = Object.entries(lifecycleTable)

describe('the life of a container', () => {
  it.each(rows)('follows the table where a container %s', (_, row) => {
    for (const moments of variants(row.moments)) {
      let phase: ContainerPhase = row.from
      for (const moment of moments) {
        const step = stepContainer(phase, moment.input)
        expect({ input: moment.input, response: step.response, phase: step.phase }).toEqual({
          input: moment.input,
          response: moment.response,
          phase: moment.phase,
        })
        phase = step.phase
      }
    }
  })

  it('announces each run once, however the events of a crash loop fall', () => {
    const runs = [
      'create',
      'start',
      'die',
      'start',
      'oom',
      'die',
      'start',
      'pause',
      'unpause',
      'kill',
      'die',
      'destroy',
    ]
    expect(runsOf('unknown', runs)).toEqual(['began', 'ended', 'began', 'ended', 'began', 'ended'])
  })

  it('announces a run whose end was missed', () => {
    expect(runsOf('running', ['start'])).toEqual(['began'])
    expect(runsOf('running', ['destroy'])).toEqual(['ended'])
  })

  it('looks at what it does not know, and never wakes for the checks', () => {
    expect(stepContainer('running', { kind: 'event', action: 'checkpoint' }).response).toBe('look')
    expect(stepContainer('running', { kind: 'event', action: 'constructor' }).response).toBe('look')
    expect(
      stepContainer('running', { kind: 'event', action: 'exec_start: /bin/sh -c health_status: x' }).response,
    ).toBe('nothing')
  })

  it('never comes back once gone', () => {
    fc.assert(
      fc.property(fc.string(), (action) => {
        expect(stepContainer('gone', { kind: 'event', action })).toEqual({
          phase: 'gone',
          response: 'nothing',
          run: 'same',
        })
      }),
    )
  })
})

function runsOf(from: ContainerPhase, actions: readonly string[]): readonly string[] {
  let phase = from
  const runs: string[] = []
  for (const action of actions) {
    const step = stepContainer(phase, { kind: 'event', action })
    if (step.run !== 'same') runs.push(step.run)
    phase = step.phase
  }
  return runs
}

/** The row with every optional moment left out, taken once, and (where it may repeat) taken twice. */
function variants(moments: readonly LifecycleMoment[]): readonly (readonly LifecycleMoment[])[] {
  const times = (count: number): readonly LifecycleMoment[] =>
    moments.flatMap((moment) => {
      if (moment.occurs === 'once') return [moment]
      return Array.from({ length: moment.occurs === 'maybe' ? Math.min(count, 1) : count }, () => moment)
    })
  return [times(0), times(1), times(2)]
}
