import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serviceDetailsSchema } from '../../contract/slot-details'
import { environmentView } from './environment-view'
import { serviceDetails } from './read-slot-details'

describe('the environment of a container', () => {
  const entries = [
    'DB_PASSWORD=hunter2',
    'db_passwd=hunter2',
    'MYSQL_PWD=hunter2',
    'JWT_SECRET=hunter2',
    'GITHUB_TOKEN=hunter2',
    'AWS_ACCESS_KEY_ID=hunter2',
    'GOOGLE_CREDENTIALS=hunter2',
    'SENTRY_DSN=https://hunter2@sentry.example.com/1',
    'DATABASE_URL=postgres://shop:hunter2@db:5432/shop',
    'REDIS=redis://:hunter2@cache:6379',
    'JDBC=jdbc:mysql://db/shop?user=shop&password=hunter2',
    'HEADER=Bearer hunter2',
    'SLACK_WEBHOOK_URL=https://hooks.example.com/hunter2',
    'PEM=-----BEGIN PRIVATE KEY-----hunter2',
  ]
  // By name alone: the run's own output is searched for secrets.
  it.each(entries.map((entry) => [entry.split('=')[0], entry] as const))(
    'never shows the value of %s',
    (name, entry) => {
      expect(JSON.stringify(environmentView([entry]))).not.toContain('hunter2')
      expect(environmentView([entry])[0]).toMatchObject({ name, value: null })
    },
  )

  it('shows what is harmless, also values with equals signs and without', () => {
    expect(environmentView(['API_URL=http://api:8080/a@b', 'OPTIONS=-Xmx=1', 'EMPTY=', 'BARE', 'AUTHOR=x'])).toEqual([
      { name: 'API_URL', value: 'http://api:8080/a@b' },
      { name: 'OPTIONS', value: '-Xmx=1' },
      { name: 'EMPTY', value: '' },
      { name: 'BARE', value: '' },
      { name: 'AUTHOR', value: 'x' },
    ])
  })
})

describe('the details of a service', () => {
  it('are read from Docker’s inspect', () => {
    const details = serviceDetails('web', 'id', {
      Config: { Env: ['A=1'] },
      Mounts: [
        { Type: 'volume', Name: 'data', Source: '/var/lib/docker/volumes/data/_data', Destination: '/data', RW: true },
        { Type: 'bind', Source: '/srv', Destination: '/srv', RW: false },
        { Type: 'npipe', Source: 'x', Destination: 'y', RW: true },
      ],
      NetworkSettings: {
        Ports: { '3000/tcp': [{ HostIp: '0.0.0.0', HostPort: '3001' }], '9229/tcp': null },
        Networks: { dev1_default: { IPAddress: '172.18.0.2', Aliases: ['web', 'abc'] }, other: { Aliases: null } },
      },
      HostConfig: { Memory: 1024, RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } },
    })
    expect(details).toEqual({
      name: 'web',
      containerId: 'id',
      environment: [{ name: 'A', value: '1' }],
      mounts: [
        { kind: 'volume', source: 'data', target: '/data', readOnly: false },
        { kind: 'bind', source: '/srv', target: '/srv', readOnly: true },
        { kind: 'other', source: 'x', target: 'y', readOnly: false },
      ],
      ports: [
        { hostIp: '0.0.0.0', hostPort: 3001, containerPort: '3000/tcp' },
        { hostIp: '', hostPort: null, containerPort: '9229/tcp' },
      ],
      networks: [
        { name: 'dev1_default', address: '172.18.0.2', aliases: ['web', 'abc'] },
        { name: 'other', address: '', aliases: [] },
      ],
      memoryLimitBytes: 1024,
      restartPolicy: 'always',
    })
  })

  it('are read whatever is missing or odd', () => {
    fc.assert(
      fc.property(
        fc.record(
          { Config: fc.anything(), Mounts: fc.anything(), NetworkSettings: fc.anything(), HostConfig: fc.anything() },
          { requiredKeys: [] },
        ),
        (raw) => {
          serviceDetailsSchema.parse(serviceDetails('web', 'id', raw))
        },
      ),
    )
  })
})
