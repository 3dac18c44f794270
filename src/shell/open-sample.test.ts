import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Board, boardSchema } from '../domain/board'
import { applyBoardPatch, emptyBoard } from '../domain/board-patch'
import { createEngine } from '../engine/create-engine'
import type { Engine } from '../engine/engine'
import { systemClock } from '../engine/system-clock'
import type { Sample } from '../sample-host/start-sample'
import { nobodyAsked } from '../testing/nobody-asked'
import { openSample } from './open-sample'

const never = new AbortController().signal
let home: string
let sample: Sample
let engine: Engine
let board: Board
let warnings: string[]
/** Of each deployment by its ID; its end may be told more than once. */
let results: Map<string, unknown>

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'berth-sample-test-'))
  warnings = []
  results = new Map()
  const log = (level: string, message: string): void => void (level === 'info' ? undefined : warnings.push(message))
  sample = await openSample(home, { language: 'ko' }, { clock: systemClock, log })
  engine = createEngine({
    ...nobodyAsked,
    homeDirectory: home,
    dockerConfigDirectory: home,
    environment: {},
    clock: systemClock,
    log,
    hosts: null,
    isOneCommand: true,
    resolveSaveTarget: async () => null,
    resolveOpenFile: async () => null,
  })
  board = emptyBoard
  engine.subscribe((event) => {
    if (event.event === 'deployment-changed') {
      const { id, result } = event.payload.deployment
      if (result !== null) results.set(id, result)
    }
    if (event.event === 'board-changed') board = event.payload.patches.reduce(applyBoardPatch, board)
  })
  await engine.settled(never)
})

afterEach(async () => {
  await engine.close()
  await sample.close()
  await rm(home, { recursive: true })
})

test('the sample has two hosts with four slots each, in all the states that a team knows', async () => {
  boardSchema.parse(board)
  const rows = board.hosts.flatMap(({ host, slots }) =>
    slots.map((slot) => [host.name, slot.name, slot.state, slot.kickoff?.summary ?? null, slot.deployedBy]),
  )
  expect(rows).toEqual([
    ['seoul-1', 'dev1', 'healthy', 'checkout-retry', '이도윤'],
    ['seoul-1', 'dev2', 'healthy', 'dashboard', '정유진'],
    ['seoul-1', 'dev3', 'unhealthy', 'search-facets', '한지우'],
    ['seoul-1', 'dev4', expect.stringMatching(/^(un)?healthy$/) as string, 'coupon-v2', 'Emma Clark'],
    ['seoul-2', 'dev1', 'healthy', 'dashboard', '박서준'],
    ['seoul-2', 'dev2', 'healthy', 'order-refund', 'Daniel Reyes'],
    ['seoul-2', 'dev3', 'stopped', 'banner-ab', '최민재'],
    ['seoul-2', 'dev4', 'empty', null, null],
  ])
  const slots = board.hosts.flatMap((host) => host.slots)
  expect(slots.filter(({ drift }) => drift.length > 0)).toEqual([])
  expect(slots.filter(({ mixed }) => mixed).map(({ hostId, name }) => `${hostId}/${name}`)).toEqual(['seoul-2/dev1'])
  expect(slots[0]?.reservation).toMatchObject({ forWhom: 'QA', by: '김하나' })
  expect(warnings).toEqual([])
  expect(await readdir(home)).toContain('settings.json')
})

test('its past can be gone back to at once, and its registry has newer builds', async () => {
  const { releases } = await engine.request('list-kept-releases', { hostId: 'seoul-1', slot: 'dev2' }, never)
  expect(releases.map(({ standing, availability }) => `${standing} ${availability}`)).toEqual([
    'never-served gone',
    'current instant',
    ...Array.from({ length: 3 }, () => 'kept instant'),
  ])
  const operation = { kind: 'rollback', releaseId: releases[2]?.releaseId ?? '', services: null } as const
  const plan = await engine.request('plan-operation', { hostId: 'seoul-1', slot: 'dev2', operation }, never)
  expect(plan.warnings.map(({ kind }) => kind)).toEqual(['data-stays'])
  expect(plan.services.map(({ settings }) => settings)).toEqual(['release', 'release', 'release'])
  await engine.request('attend-builds', {}, never)
  await expect.poll(() => board.hosts[0]?.slots[0]?.newBuild?.services, { timeout: 10_000 }).toEqual(['api', 'web'])
})

test('web of a blue-green slot is switched behind the proxy', async () => {
  const place = { hostId: 'seoul-2', slot: 'dev2' }
  const world = sample.hosts.find(({ name }) => name === 'seoul-2')?.host.world
  const conf = (): string => {
    const node = world?.volumes.get('front-conf')?.files.get('dev2.conf')
    return node?.kind === 'file' ? node.bytes.toString() : ''
  }
  expect(conf()).toContain('127.0.0.1:3002;')
  const { releases } = await engine.request('list-releases', { ...place, wait: 'asked' }, never)
  const tag = releases.find((release) => release.tag.endsWith('payment-v2'))?.tag ?? ''
  const operation = { kind: 'deploy' as const, tag, services: ['web'], recreate: 'changed' as const }
  const { services, fingerprint } = await engine.request('plan-operation', { ...place, operation }, never)
  expect(services.find(({ name }) => name === 'web')?.strategy).toMatchObject({ kind: 'blue-green', color: 'green' })
  await engine.request('run-operation', { ...place, operation, fingerprint, by: '나' }, never)
  await expect.poll(() => [...results.values()], { timeout: 60_000 }).toEqual([{ kind: 'succeeded' }])
  expect(conf()).toContain('127.0.0.1:4002;')
  expect(world?.volumes.get('front-conf')?.files.get('.dev2.conf.berth-before')).not.toBeNull()
  await engine.proxiesSeen(never)
  expect(board.hosts.flatMap(({ slots }) => slots).filter(({ drift }) => drift.length > 0)).toEqual([])
  expect(warnings).toEqual([])
}, 120_000)
