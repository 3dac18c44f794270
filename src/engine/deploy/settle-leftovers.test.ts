import { describe, expect, test } from 'vitest'
import { deployableServices } from '../../domain/deployable-slot'
import { berthLabels, composeLabels } from '../../domain/label-names'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker } from '../../testing/fake-docker'
import { containerChanges } from './container-changes'
import { observeSlot } from './observe-slot'
import { settleLeftovers, type SettleParts } from './settle-leftovers'
import { defaultPatience, steadyHost } from './steady-host'

const never = new AbortController().signal
const labels = { [composeLabels.project]: 'dev1', [composeLabels.service]: 'web' }
const image = 'registry.example.com/shop/web:v1'

describe('a deployment that was cut off after it had taken the old container’s restart policy away', () => {
  test.each([
    ['and before it stopped it', true],
    ['and after it stopped it', false],
  ])('%s leaves none without its policy', async (_, oldRuns) => {
    const clock = createFakeClock()
    const docker = createFakeDocker(clock)
    docker.control.addImage(image, {})
    docker.control.addContainer('dev1-web-1', { Image: image, Labels: labels })
    const name = 'dev1-web-1.berth-0a1b2c3d4e5f'
    await docker.createContainer(
      name,
      {
        Image: image,
        Labels: { ...labels, [berthLabels.deployment]: '0a1b2c3d4e5f' },
        HostConfig: { RestartPolicy: { Name: 'unless-stopped', MaximumRetryCount: 0 } },
      },
      never,
    )
    const old = docker.control.idOf('dev1-web-1')
    await docker.setRestartPolicy(old, { name: 'no', maximumRetries: 0 }, never)
    if (!oldRuns) await docker.stopContainer(old, null, never)
    const beforeChange = async (): Promise<void> => undefined
    const host = steadyHost({ clock, patience: defaultPatience, signal: never, beforeChange })
    const { containers } = await observeSlot(docker, 'dev1', never)
    const services = deployableServices(containers, 'dev1') ?? []
    const kept: string[] = []
    const parts: SettleParts = {
      client: docker,
      host,
      changes: containerChanges(docker, host),
      log: () => undefined,
      keepLastLog: async (deploymentId, { id }) => {
        kept.push(`${deploymentId} ${(await docker.observeContainer(id, never))?.name ?? 'gone already'}`)
      },
    }
    expect(await settleLeftovers(parts, services)).toBe(true)
    expect(kept).toEqual([`0a1b2c3d4e5f ${name}`])
    expect(docker.control.names()).toEqual(['dev1-web-1'])
    expect((await docker.observeContainer(old, never))?.restartPolicy).toBe('unless-stopped')
  })
})
