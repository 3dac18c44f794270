import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createOwnLocks } from './own-locks'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'berth-own-locks-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const open = (runId: string) => createOwnLocks(join(directory, 'home/own-locks.json'), runId, () => undefined)
const taken = { lockId: 'l1', slot: 'dev1', deploymentId: 'd1', owner: '박서준' }

it('what a crashed process of the same run held is left to the next, with where it was heading', () => {
  const first = open('run')
  first.on('h1').taken(taken)
  first.on('h1').taken({ ...taken, lockId: 'l2', slot: 'dev2', deploymentId: 'd2' })
  first.heads('d2', 'put-back')
  first.on('h2').taken({ ...taken, lockId: 'l3', deploymentId: 'd3' })
  first.on('h2').released('l3')
  const held = { hostId: 'h1', slot: 'dev1', lockId: 'l1', deploymentId: 'd1', by: '박서준', heading: 'resume' }
  const second = { ...held, slot: 'dev2', lockId: 'l2', deploymentId: 'd2', heading: 'put-back' }
  expect(open('run').left).toEqual([held, second])
  expect(open('other run').left).toEqual([])
})

it('a damaged file leaves nothing, and is written over', () => {
  open('run').on('h1').taken(taken)
  const file = join(directory, 'home/own-locks.json')
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40))
  const next = open('run')
  expect(next.left).toEqual([])
  next.on('h1').taken(taken)
  expect(open('run').left).toHaveLength(1)
})
