import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { settingsSchema } from '../../domain/settings'
import { findHosts } from './find-hosts'
import type { HostSources } from './host-settings'

let folder: string
const sources = (environment: HostSources['environment']): HostSources => ({
  environment,
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

const addresses = async (
  hosts: readonly string[],
  names = sshNames,
  environment: HostSources['environment'] = {},
): Promise<readonly string[]> => {
  const settings = settingsSchema.parse({ hosts: hosts.map((address) => ({ id: address, name: address, address })) })
  return (await findHosts(settings, sources(environment), names)).map(({ kind, address }) => `${kind} ${address}`)
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

test('what is on the board by another spelling, or by the address that a context leads to, is not offered again', async () => {
  const [socket, link] = [join(folder, 'docker.sock'), join(folder, 'link.sock')]
  writeFileSync(socket, '')
  symlinkSync(socket, link)
  const dockerHost = { DOCKER_HOST: `unix://${link}` }
  expect(await addresses([`unix://${socket}`, 'tcp://LAB:2376', 'ssh://Seoul-1'], sshNames, dockerHost)).toEqual([
    'ssh-config ssh://busan-1',
  ])
  // The other way round: the board has the context, and Docker's own variable names the engine itself.
  expect(await addresses(['context://lab'], sshNames, { DOCKER_HOST: 'tcp://lab:2376' })).toEqual([
    'ssh-config ssh://seoul-1',
    'ssh-config ssh://busan-1',
  ])
})

test('an engine that is both the local one and a context is offered once', async () => {
  expect(await addresses([], sshNames, { DOCKER_CONTEXT: 'lab' })).toEqual([
    'local context://lab',
    'ssh-config ssh://seoul-1',
    'ssh-config ssh://busan-1',
  ])
})

test('an ssh_config that cannot be read takes nothing else along', async () => {
  const broken = () => Promise.reject(new Error('broken'))
  expect(await addresses([], broken)).toEqual(['local unix:///var/run/docker.sock', 'context context://lab'])
})
