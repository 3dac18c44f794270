import { expect, test } from 'vitest'
import type { DeploymentResult } from '../../../src/domain/deployment'
import { errorData } from '../../../src/domain/berth-error'
import { applyBoardPatch } from '../../../src/domain/board-patch'
import { sampleBoard } from '../../../src/testing/sample-board'
import { sampleDeployment } from '../../../src/testing/sample-deployment'
import { boardNews, deploymentNews } from './board-news'

const now = 1_718_170_800_000
const board = sampleBoard(now)
const slot = board.hosts[0]?.slots[0]
if (slot === undefined) throw new Error('the sample has slots')

test('a changed state is told, Unhealthy at once; a changed number is not', () => {
  const sick = applyBoardPatch(board, { kind: 'slot', slot: { ...slot, state: 'unhealthy' } })
  const news = { kind: 'slot', host: 'seoul-1', slot: 'dev1' }
  expect(boardNews(board, sick)).toEqual([{ ...news, word: 'unhealthy', urgent: true }])
  expect(boardNews(sick, board)).toEqual([{ ...news, word: 'healthy', urgent: false }])
  expect(boardNews(board, applyBoardPatch(board, { kind: 'slot', slot: { ...slot, sinceMs: 1 } }))).toEqual([])
})

test('a host lost and back is told once, not slot by slot', () => {
  const host = board.hosts[0]?.host
  if (host === undefined) throw new Error('the sample has hosts')
  const error = errorData('host-unreachable')
  const connection = { kind: 'unreachable', sinceMs: now, lastSeenAtMs: now, nextTryAtMs: null, error } as const
  const lost = applyBoardPatch(board, { kind: 'host', host: { ...host, connection } })
  expect(boardNews(board, lost)).toEqual([{ kind: 'host', host: 'seoul-1', connected: false, urgent: false }])
  expect(boardNews(lost, board)).toEqual([{ kind: 'host', host: 'seoul-1', connected: true, urgent: false }])
})

test('new slots are not news: the first board would be read out whole', () => {
  expect(boardNews({ hosts: [] }, board)).toEqual([])
})

test('a deployment that fails is told at once, and only when it ends under our eyes', () => {
  const running = sampleDeployment(1)
  const ended = (result: DeploymentResult) => new Map([[running.id, { ...running, phase: 'ended' as const, result }]])
  const before = new Map([[running.id, running]])
  const failed = { error: errorData('gate-failed'), failingOutput: '', log: '' }
  expect(deploymentNews(before, ended({ kind: 'put-back', ...failed }))).toMatchObject([
    { result: 'putBack', urgent: true },
  ])
  expect(deploymentNews(before, ended({ kind: 'down', services: [], ...failed }))).toMatchObject([{ urgent: true }])
  expect(deploymentNews(before, ended({ kind: 'succeeded' }))).toMatchObject([{ urgent: false }])
  expect(deploymentNews(before, ended({ kind: 'cancelled' }))).toEqual([])
  expect(deploymentNews(new Map(), ended({ kind: 'down', services: [], ...failed }))).toEqual([])
})
