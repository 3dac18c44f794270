import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { listedContainers, observeContainer } from './observe-container'

/** As Docker 20.10 (API 1.41) answers. */
const answer141 = {
  Id: 'f00dcafe'.repeat(8),
  Created: '2024-05-10T08:58:12.123456789Z',
  Path: 'node',
  Args: ['/app/server.cjs'],
  State: {
    Status: 'running',
    Running: true,
    Paused: false,
    Restarting: false,
    OOMKilled: false,
    Dead: false,
    Pid: 4242,
    ExitCode: 0,
    Error: '',
    StartedAt: '2024-05-10T08:58:13.5Z',
    FinishedAt: '0001-01-01T00:00:00Z',
    Health: {
      Status: 'unhealthy',
      FailingStreak: 4,
      Log: Array.from({ length: 6 }, (_, index) => ({
        Start: `2024-05-10T18:00:0${index}.000000001+09:00`,
        End: `2024-05-10T18:00:0${index}.250000001+09:00`,
        ExitCode: 1,
        Output: `check ${index} ${'x'.repeat(5_000)}`,
      })),
    },
  },
  Image: `sha256:${'ab'.repeat(32)}`,
  Name: '/dev1_api_1',
  RestartCount: 2,
  HostConfig: { RestartPolicy: { Name: 'unless-stopped', MaximumRetryCount: 0 }, AutoRemove: false, Memory: 0 },
  Config: {
    Image: 'registry.example.com/shop/api:kickoff-240510-dashboard',
    Labels: { 'com.docker.compose.project': 'dev1' },
    Healthcheck: { Test: ['CMD', '/app/check'], Interval: 1_500_000_000 },
  },
}

describe('an inspect answer', () => {
  test('of API 1.41 is read with its times, its checks cut and Docker’s defaults filled in', () => {
    const observation = observeContainer(answer141)
    expect(observation).toMatchObject({
      name: 'dev1_api_1',
      imageReference: 'registry.example.com/shop/api:kickoff-240510-dashboard',
      status: 'running',
      health: 'unhealthy',
      healthCheck: { intervalMs: 1_500, timeoutMs: 30_000, startPeriodMs: 0, retries: 3 },
      failingStreak: 4,
      restarts: 2,
      restartPolicy: 'unless-stopped',
      exitCode: null,
      memoryLimitBytes: null,
      createdAtMs: Date.UTC(2024, 4, 10, 8, 58, 12, 123),
      startedAtMs: Date.UTC(2024, 4, 10, 8, 58, 13, 500),
      finishedAtMs: null,
    })
    expect(observation.checks.map((check) => check.output.slice(0, 7))).toEqual(
      [1, 2, 3, 4, 5].map((n) => `check ${n}`),
    )
    expect(observation.checks[0]).toMatchObject({
      startedAtMs: Date.UTC(2024, 4, 10, 9, 0, 1),
      endedAtMs: Date.UTC(2024, 4, 10, 9, 0, 1, 250),
    })
    expect(observation.checks[0]?.output).toHaveLength(4_096)
  })

  test('of a newer API, with null lists, new fields and a health of none, reads the same way', () => {
    const observation = observeContainer({
      ...answer141,
      ImageManifestDescriptor: { mediaType: 'application/vnd.oci.image.manifest.v1+json' },
      State: {
        ...answer141.State,
        Status: 'exited',
        Running: false,
        ExitCode: 137,
        OOMKilled: true,
        FinishedAt: '2024-05-10T09:10:00Z',
        Health: { Status: 'none', FailingStreak: 0, Log: null },
      },
      HostConfig: { RestartPolicy: { Name: '' }, AutoRemove: true, Memory: 268_435_456 },
      Config: { Image: 'shop/api', Labels: null, Healthcheck: { Test: ['NONE'] } },
    })
    expect(observation).toMatchObject({
      status: 'exited',
      health: 'none',
      healthCheck: null,
      checks: [],
      exitCode: 137,
      outOfMemory: true,
      restartPolicy: 'no',
      memoryLimitBytes: 268_435_456,
      autoRemove: true,
      labels: {},
    })
  })

  test('with a name of control characters and marks gives a harmless name', () => {
    expect(observeContainer({ Id: 'a', Name: '/we\u202eb\u0007' }).name).toBe('web')
  })

  test('that names no container is refused by the name of the field', () => {
    expect(() => observeContainer({ Name: '/x' })).toThrow(/unexpected answer \(Id\)/)
    expect(() => observeContainer('<html>')).toThrow(/unexpected answer \(not an object\)/)
  })

  test('of any JSON at all throws nothing but an error of Berth', () => {
    const keys = fc.constantFrom(
      'Id',
      'Name',
      'State',
      'Health',
      'Log',
      'Config',
      'Labels',
      'HostConfig',
      'Healthcheck',
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue(),
        fc.dictionary(keys, tie('tree')),
        fc.array(tie('tree'), { maxLength: 3 }),
      ),
    }))
    fc.assert(
      fc.property(tree, (value) => {
        for (const read of [observeContainer, listedContainers]) {
          try {
            read(value)
          } catch (error) {
            expect(error).toBeInstanceOf(BerthError)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

test('a listed container is named by its own name, not by a link’s, and has the ports that are published', () => {
  const ports = [
    { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { PrivatePort: 443, Type: 'tcp' },
  ]
  const listed = listedContainers([
    {
      Id: 'a',
      Names: ['/dev1_web_1/api', '/dev1_api_1'],
      Labels: null,
      ImageID: 'sha256:1',
      Created: 1_715_331_492,
      Ports: ports,
    },
  ])
  expect(listed).toEqual([
    {
      id: 'a',
      name: 'dev1_api_1',
      labels: {},
      imageId: 'sha256:1',
      createdAtMs: 1_715_331_492_000,
      ports: [{ container: 'dev1_api_1', hostIp: '0.0.0.0', protocol: 'tcp', port: 8080 }],
    },
  ])
})
