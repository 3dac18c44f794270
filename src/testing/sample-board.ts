import type { Board, ServiceView, SlotView } from '../domain/board'
import { errorData } from '../domain/berth-error'
import { defaultKickoffPattern, kickoffReader } from '../domain/kickoff'
import { sampleHost, sampleService, sampleSlot } from './sample-views'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const readKickoff = kickoffReader(defaultKickoffPattern)

/** Three hosts with every state a row can be in; the last host is out of reach. Times hang on `nowMs`. */
export function sampleBoard(nowMs: number): Board {
  return { hosts: [seoulOne(nowMs), seoulTwo(nowMs), pangyo(nowMs)] }
}

type Entry = Board['hosts'][number]

function shop(
  nowMs: number,
  over: Partial<ServiceView>,
  changes: Record<string, Partial<ServiceView>> = {},
): ServiceView[] {
  return ['web', 'api', 'admin'].map((name) => sampleService(nowMs, name, { ...over, ...changes[name] }))
}

function seoulOne(nowMs: number): Entry {
  const host = 'seoul-1'
  return {
    host: sampleHost(nowMs, host),
    slots: [reserved(nowMs, host), deploying(nowMs, host), unhealthy(nowMs, host), starting(nowMs, host)],
  }
}

function reserved(nowMs: number, hostId: string): SlotView {
  return sampleSlot(hostId, 'dev1', shop(nowMs, {}), {
    deployedBy: '이도윤',
    deployedAtMs: nowMs - 2 * hourMs,
    reservation: {
      reservationId: 'r-1',
      by: '김하나',
      forWhom: 'QA',
      why: '결제 회귀 테스트',
      sinceMs: nowMs - 5 * hourMs,
      untilMs: nowMs + 2 * dayMs,
    },
  })
}

function deploying(nowMs: number, hostId: string): SlotView {
  const tag = 'kickoff-240429-banner-ab'
  const services = shop(nowMs, { tag, version: '1.3.9', revision: '33a8d61', startedAtMs: nowMs - 6 * dayMs })
  return sampleSlot(hostId, 'dev2', services, {
    state: 'deploying',
    sinceMs: nowMs - 2 * minuteMs,
    activity: {
      deploymentId: 'd-1',
      operation: 'deploy',
      puttingBack: false,
      progress: 0.62,
      by: '정유진',
      startedAtMs: nowMs - 2 * minuteMs,
      tag: 'kickoff-240510-dashboard',
      services: {
        web: { kind: 'pulling', doneBytes: 157e6, totalBytes: 212e6 },
        api: { kind: 'gate', passed: 1, needed: 3, startedAtMs: nowMs - 38_000, deadlineAtMs: nowMs + 52_000 },
        admin: { kind: 'unchanged' },
      },
    },
  })
}

function unhealthy(nowMs: number, hostId: string): SlotView {
  const base = { tag: 'kickoff-240603-search-facets', version: '1.4.0-rc.2', revision: '7d02f19' }
  const output = '503 on health check: db DOWN'
  const services = shop(
    nowMs,
    { ...base, startedAtMs: nowMs - 48 * minuteMs },
    {
      api: {
        state: { kind: 'unhealthy', reason: { kind: 'check-failing', failures: 3, output } },
        health: 'unhealthy',
        restarts: 4,
        startedAtMs: nowMs - 52_000,
        checks: [{ startedAtMs: nowMs - 9_000, endedAtMs: nowMs - 8_000, exitCode: 1, output }],
      },
    },
  )
  return sampleSlot(hostId, 'dev3', services, {
    state: 'unhealthy',
    sinceMs: nowMs - 6 * minuteMs,
    deployedBy: '한지우',
    deployedAtMs: nowMs - 48 * minuteMs,
  })
}

function starting(nowMs: number, hostId: string): SlotView {
  const base = { tag: 'kickoff-240524-coupon-v2', version: '1.3.12', revision: 'e0a94f2' }
  const state = { kind: 'starting', failures: 0 } as const
  const services = shop(
    nowMs,
    { ...base, startedAtMs: nowMs - 42_000 },
    {
      web: { state: { kind: 'running' }, health: 'none' },
      api: { state, health: 'starting', startPeriodMs: 70_000 },
      admin: { state, health: 'starting', startPeriodMs: 25_000, startedAtMs: nowMs - 18_000 },
    },
  )
  return sampleSlot(hostId, 'dev4', services, {
    state: 'starting',
    sinceMs: nowMs - 42_000,
    deployedBy: '이도윤',
    deployedAtMs: nowMs - 43_000,
  })
}

function seoulTwo(nowMs: number): Entry {
  const host = 'seoul-2'
  return {
    host: sampleHost(nowMs, host, { connection: { kind: 'connected', sinceMs: nowMs - dayMs, latencyMs: 19 } }),
    slots: [
      mixed(nowMs, host),
      locked(nowMs, host),
      stopped(nowMs, host),
      sampleSlot(host, 'dev4', [], { state: 'empty' }),
    ],
  }
}

function mixed(nowMs: number, hostId: string): SlotView {
  const base = { tag: 'kickoff-240510-dashboard', version: '1.3.10', revision: '9f3c2ab' }
  const services = shop(
    nowMs,
    { ...base, startedAtMs: nowMs - 5 * dayMs - 3 * hourMs },
    {
      api: { restarts: 1 },
      admin: {
        tag: 'kickoff-240422-login-sso',
        kickoff: readKickoff('kickoff-240422-login-sso'),
        revision: 'c15e0d4',
        startedAtMs: nowMs - 12 * dayMs,
      },
    },
  )
  return sampleSlot(hostId, 'dev1', services, { deployedBy: '박서준', deployedAtMs: nowMs - 5 * dayMs })
}

function locked(nowMs: number, hostId: string): SlotView {
  const base = { tag: 'kickoff-240531-order-refund', version: '1.3.12', revision: 'b7710ce' }
  const services = shop(
    nowMs,
    { ...base, startedAtMs: nowMs - 28 * hourMs },
    { api: { state: { kind: 'starting', failures: 0 }, revision: 'd92ff08', startedAtMs: nowMs - 21_000 } },
  )
  const lock = {
    owner: '박서준',
    reason: 'deploy from the CLI',
    deploymentId: 'd-2',
    sinceMs: nowMs - 3 * minuteMs,
    alive: true,
  }
  return sampleSlot(hostId, 'dev2', services, { state: 'locked', sinceMs: lock.sinceMs, lock })
}

function stopped(nowMs: number, hostId: string): SlotView {
  const finishedAtMs = nowMs - 2 * dayMs
  const state = (exitCode: number) => ({ state: { kind: 'stopped', exitCode } as const, exitCode, finishedAtMs })
  const base = { tag: 'kickoff-240429-banner-ab', version: '1.3.9', revision: '33a8d61' }
  const services = shop(nowMs, { ...base, ...state(0) }, { api: state(143) })
  return sampleSlot(hostId, 'dev3', services, { state: 'stopped', sinceMs: finishedAtMs })
}

function pangyo(nowMs: number): Entry {
  const host = 'pangyo-lab'
  const seenAtMs = nowMs - 38 * minuteMs
  const address = 'unix:///srv/lab/docker.sock'
  return {
    host: sampleHost(nowMs, host, {
      address,
      connection: {
        kind: 'unreachable',
        sinceMs: seenAtMs,
        lastSeenAtMs: seenAtMs,
        nextTryAtMs: nowMs + 24_000,
        error: errorData('socket-missing', { address, path: '/srv/lab/docker.sock', host }),
      },
    }),
    slots: [
      sampleSlot(host, 'dev1', shop(nowMs, { tag: 'kickoff-240422-login-sso', version: '1.3.9', revision: 'c15e0d4' })),
      sampleSlot(host, 'dev2', shop(nowMs, { revision: '1a66f90' })),
      stopped(nowMs, host),
      sampleSlot(host, 'dev4', [], { state: 'empty' }),
    ],
  }
}
