import { type CheckAnswer, type Program, quietProgram } from '../engine/program'
import { adminLog } from './admin-log'
import { apiLog } from './api-log'
import type { SampleKickoff, ServiceName } from './kickoffs'
import { webLog } from './web-log'

/** What runs in the container of a service of a branch. */
export function programOf(service: ServiceName, { api }: SampleKickoff): Program {
  switch (service) {
    case 'web':
      return {
        ...quietProgram,
        check: readyAfter(1_500, () => passed('ok')),
        stopMs: 300,
        log: webLog,
        load: { processorShare: 0.08, memoryBytes: 210_000_000 },
      }
    case 'admin':
      return {
        ...quietProgram,
        check: readyAfter(2_500, () => passed('ok')),
        stopMs: 600,
        log: adminLog,
        lastWords: ['[INFO] Handling signal: term', '[INFO] Shutting down: Master'],
        load: { processorShare: 0.04, memoryBytes: 160_000_000 },
      }
    case 'api':
      return {
        ...quietProgram,
        check: readyAfter(4_500, (elapsedMs) => apiHealth(api, elapsedMs)),
        stopMs: 1_200,
        stopExitCode: 143,
        log: (environment) => apiLog(api, environment),
        lastWords: [
          ' INFO 1 --- [shop-api] [ionShutdownHook] o.s.b.w.e.tomcat.GracefulShutdown    : Commencing graceful shutdown',
        ],
        load: { processorShare: 0.22, memoryBytes: 620_000_000 },
      }
  }
}

function passed(output: string): CheckAnswer {
  return { exitCode: 0, output }
}

function failed(output: string): CheckAnswer {
  return { exitCode: 1, output }
}

function readyAfter(readyMs: number, check: Program['check']): Program['check'] {
  return (elapsedMs) => (elapsedMs < readyMs ? failed('connection refused') : check(elapsedMs))
}

/** Of this time the flapping one fails the last part: long enough to be seen as unhealthy. */
const flapEveryMs = 180_000
const flapMs = 45_000

function apiHealth(api: SampleKickoff['api'], elapsedMs: number): CheckAnswer {
  switch (api) {
    case 'well':
      return passed('200 UP')
    case 'flapping':
      return elapsedMs % flapEveryMs < flapEveryMs - flapMs
        ? passed('200 UP')
        : failed('503 coupons: no answer after 2000 ms')
    case 'without-database':
      return failed('503 db: connection refused, mysql-dev3:3306')
    case 'migration-fails':
      return failed(migrationOutput)
  }
}

/** What the check of a service says whose migration failed. */
export const migrationOutput = '503 flyway: V42__gift_card.sql failed'
