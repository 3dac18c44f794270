import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { settingsSchema } from '../../domain/settings'
import { findHosts } from './find-hosts'
import type { HostSources } from './host-settings'

let folder: string
const sources = (): HostSources => ({
  environment: {},
  dockerConfigDirectory: folder,
  chosenContext: null,
  byHand: null,
})
const sshNames = async () => [
  { name: 'seoul-1', leadsTo: '10.0.0.1' },
  { name: 'busan-1', leadsTo: '' },
]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-'))
  const meta = join(folder, 'contexts/meta', createHash('sha256').update('lab').digest('hex'))
  mkdirSync(meta, { recursive: true })
  writeFileSync(
    join(meta, 'meta.json'),
    JSON.stringify({ Name: 'lab', Endpoints: { docker: { Host: 'tcp://lab:2376' } } }),
  )
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const addresses = async (hosts: readonly string[], names = sshNames): Promise<readonly string[]> => {
  const settings = settingsSchema.parse({ hosts: hosts.map((address) => ({ id: address, name: address, address })) })
  return (await findHosts(settings, sources(), names)).map(({ kind, address }) => `${kind} ${address}`)
}

test('the local engine, Docker’s contexts and the names of ssh_config are offered, without those of the board', async () => {
  expect(await addresses([])).toEqual([
    'local unix:///var/run/docker.sock',
    'context context://lab',
    'ssh-config ssh://seoul-1',
    'ssh-config ssh://busan-1',
  ])
  expect(await addresses(['unix:///var/run/docker.sock', 'ssh://seoul-1'])).toEqual([
    'context context://lab',
    'ssh-config ssh://busan-1',
  ])
})

test('an ssh_config that cannot be read takes nothing else along', async () => {
  const broken = () => Promise.reject(new Error('broken'))
  expect(await addresses([], broken)).toEqual(['local unix:///var/run/docker.sock', 'context context://lab'])
})
