import { nginxProgram } from '../sample-host/data/nginx-program'
import { buildImage, type SampleImage } from '../sample-host/engine/image'
import { type LogPulse, type Program, quietProgram } from '../sample-host/engine/program'

/** What the shop of the tests does on real engines, said for the sample host. */
export function contractImage(kind: 'good' | 'bad' | 'stubborn' | 'ends' | 'spare' | 'remote'): SampleImage {
  const second = 1_000_000_000
  const Healthcheck = { Test: ['CMD', '/app/check'], Interval: second, Timeout: 3 * second, Retries: 2 }
  return buildImage({
    defaults: {
      Env: ['PATH=/bin', 'APP_SERVICE=web', 'APP_VERSION=v1.0.0', `APP_KIND=${kind}`],
      Cmd: ['node', '/app/server.cjs'],
      WorkingDir: '/app',
      ExposedPorts: { '8080/tcp': {} },
      Labels: { 'org.opencontainers.image.revision': 'abc', 'org.opencontainers.image.version': 'v1.0.0' },
      Healthcheck,
    },
    createdAtMs: Date.parse('2024-05-10T09:00:00Z'),
    layers: [
      { name: 'base', sizeBytes: 1_000_000 },
      { name: `app ${kind}`, sizeBytes: 20_000 },
    ],
    program: programs[kind],
  })
}

const good: Program = { ...quietProgram, check: () => ({ exitCode: 0, output: '200 ok' }), log: writeTicks }
const programs: Readonly<Record<Parameters<typeof contractImage>[0], Program>> = {
  good,
  remote: good,
  bad: { ...good, check: () => ({ exitCode: 1, output: '503 db DOWN\n' }) },
  stubborn: { ...good, stopMs: null },
  ends: { ...good, end: { afterMs: 5, exitCode: 3, outOfMemory: false } },
  spare: { ...good, end: { afterMs: 5, exitCode: 4, outOfMemory: false } },
}

function* writeTicks(environment: Readonly<Record<string, string>>): Generator<LogPulse, void> {
  const everyMs = Number(environment['LOG_EVERY_MS'] ?? 1_000)
  const line = (number: number, text: string): string => `web ${String(number).padStart(5, '0')} ${text}`
  yield { afterMs: 0, lines: [{ stream: 'stdout', text: line(1, 'web v1.0.0 starts') }] }
  for (let number = 2; ; number += 1) {
    const stream = number % 7 === 0 ? 'stderr' : 'stdout'
    yield { afterMs: everyMs, lines: [{ stream, text: line(number, 'GET /items 200') }] }
  }
}

/** The nginx of the tests, said likewise. */
export function contractProxyImage(): SampleImage {
  return buildImage({
    defaults: { Env: ['PATH=/bin:/usr/sbin'], Cmd: ['nginx', '-g', 'daemon off;'], StopSignal: 'SIGQUIT' },
    createdAtMs: Date.parse('2024-05-01T09:00:00Z'),
    layers: [{ name: 'nginx', sizeBytes: 1_000_000 }],
    program: nginxProgram,
  })
}
