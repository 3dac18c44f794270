import { describe, expect, it } from 'vitest'
import { errorData } from '../../domain/berth-error'
import type { RecordedCheck } from '../../domain/health-check'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker } from '../../testing/fake-docker'
import { sampleContainer, sampleObservation } from '../../testing/sample-observation'
import type { HereAnswer } from '../deploy/spec-body/ask-from-here'
import { createServiceAsk, type ServiceAnswer } from './ask-service'
import { createHttpProbes, type ProbedSlot } from './http-probes'

const http = { path: '/healthz', containerPort: 3000 }

function begin(answers: readonly ServiceAnswer[]) {
  const clock = createFakeClock()
  const closing = new AbortController()
  const left = [...answers]
  const recorded: RecordedCheck[] = []
  let asked = 0
  const slot: ProbedSlot = {
    hostId: 'host-1',
    slot: 'dev1',
    probes: new Map([['web', http]]),
    observation: () => sampleObservation([sampleContainer({ health: 'healthy' })]),
    ask: async () => {
      asked += 1
      return left.shift() ?? { kind: 'answered', answer: { status: 200, body: 'ok' } }
    },
    hostNowMs: clock.nowMs,
    hiderOf: () => (text) => text.replaceAll('hunter2', '•'),
    record: (_, check) => recorded.push(check),
  }
  const probes = createHttpProbes(clock, () => undefined, closing.signal)
  return { clock, closing, slot, probes, recorded, asked: () => asked }
}

describe('the HTTP probes of a slot', () => {
  it('are asked for as long as somebody looks, calmly, and not after', async () => {
    const { clock, closing, slot, probes, asked } = begin([])
    expect(asked()).toBe(0)
    probes.keep(slot)
    probes.keep(slot)
    await clock.advance(25_000)
    expect(asked()).toBe(3)
    probes.keep(slot)
    await clock.advance(60_000)
    expect(asked()).toBe(6)
    await clock.advance(600_000)
    expect([asked(), clock.sleepers()]).toEqual([6, 0])
    probes.keep(slot)
    await clock.advance(0)
    expect(asked()).toBe(7)
    closing.abort(new Error('closed'))
    await probes.ended()
    expect(clock.sleepers()).toBe(0)
  })

  it('stand in the strip as what they came to; where nothing got through that is no word about the service', async () => {
    const reason = errorData('probe-unreachable', { service: 'web' })
    const never = new AbortController().signal
    const { slot, probes, recorded } = begin([
      { kind: 'answered', answer: { status: 503, body: 'hunter2 refused' } },
      { kind: 'answered', answer: { status: null, body: 'socket hang up' } },
      { kind: 'unreached', reason },
    ])
    await probes.askOnce(slot, never)
    await probes.askOnce(slot, never)
    await probes.askOnce(slot, never)
    expect(recorded).toMatchObject([
      { source: 'http', kind: 'failed', code: 503, output: '• refused' },
      { source: 'http', kind: 'failed', code: null },
    ])
    expect(probes.problem('host-1', 'dev1', 'web')).toEqual(reason)
    await probes.askOnce(slot, never)
    expect(probes.problem('host-1', 'dev1', 'web')).toBeNull()
  })
})

describe('asking a service', () => {
  const Ports = { '3000/tcp': [{ HostIp: '0.0.0.0', HostPort: '3001' }] }
  const askAt = async (address: string, inside: string | null, here: HereAnswer = { kind: 'unreached' }) => {
    const clock = createFakeClock()
    const asked: string[] = []
    const client = {
      ...createFakeDocker(clock, address),
      inspectContainer: async () => ({ NetworkSettings: { Ports } }),
      exec: async (_: string, [tool = '']: readonly string[]) => {
        asked.push(tool)
        return tool === inside ? { exitCode: 0, output: 'ok\nHTTP 200' } : { exitCode: 127, output: '' }
      },
    }
    const ask = createServiceAsk(client, clock, async (at) => {
      asked.push(`${at.address}:${at.port}`)
      return here
    })
    const answer = await ask({ service: 'web', id: 'c', http }, new AbortController().signal)
    return { asked, answer: answer.kind === 'answered' ? answer.answer.status : answer.reason.code }
  }

  it('goes through the published port on this very machine', async () => {
    const here: HereAnswer = { kind: 'answered', answer: { status: 204, body: '' } }
    expect(await askAt('unix:///var/run/docker.sock', 'curl', here)).toEqual({ asked: ['127.0.0.1:3001'], answer: 204 })
  })

  it('never asks a port of this machine for a service of another', async () => {
    const far = 'ssh://deploy@seoul-1'
    expect(await askAt(far, 'node')).toEqual({ asked: ['curl', 'node'], answer: 200 })
    expect(await askAt(far, null)).toEqual({ asked: ['curl', 'node', 'wget'], answer: 'probe-unreachable' })
    expect((await askAt('tcp://10.0.0.7:2376', null)).asked).toEqual(['curl', 'node', 'wget', '10.0.0.7:3001'])
  })
})
