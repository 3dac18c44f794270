import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { DeployerProcess } from '../harness/fault-process'
import type { Fault, FaultMoment } from '../harness/fault-proxy'
import { type FaultCase, deployment } from './fault-case'
import { removeImages } from './fault-builds'
import { deploymentOf, type FaultYard, runConfirmed } from './fault-yard'

const execute = promisify(execFile)

/** Every change that a deployment of three services makes on the host, in order; `left` runs before and after. */
export async function recordSteps(yard: FaultYard): Promise<readonly string[]> {
  await removeImages(yard.engine, yard.shop.imagePrefix, 'right')
  const outcome = await yard.deployUnder(deploymentOf('right'), null)
  if (outcome.kind !== 'ended' || outcome.result.kind !== 'succeeded') {
    throw new Error(`a deployment without a fault: ${JSON.stringify(outcome)}`)
  }
  const steps = yard.proxy.changes().map(({ step }) => step)
  const back = await runConfirmed(yard.colleague, deploymentOf('left'))
  if (back.kind !== 'succeeded') throw new Error(`and back: ${JSON.stringify(back)}`)
  // A heart beats and a health check is tried as often as there is time for: once is as good as any other.
  return steps.filter((step) => !/^(write into berth-lock|exec|run \/app\/check).*#\d+$/.test(step))
}

/** The app is killed (SIGKILL). */
export function killCases(steps: readonly string[]): readonly FaultCase[] {
  const moments: readonly FaultMoment[] = ['before-sending', 'after-sending', 'after-answer']
  return steps.flatMap((step) =>
    moments.map((moment) =>
      stepCase('app killed', step, moment, (_, process) => ({
        step,
        moment,
        sequel: 'refuse',
        strike: async () => process.signal('SIGKILL'),
      })),
    ),
  )
}

/** The connection is cut: the request never arrives, or its answer doesn't. */
export function cutCases(steps: readonly string[]): readonly FaultCase[] {
  const moments: readonly FaultMoment[] = ['before-sending', 'answer-lost']
  return steps.flatMap((step) =>
    moments.map((moment) =>
      stepCase('connection cut', step, moment, () => ({ step, moment, sequel: 'cut', strike: async () => undefined })),
    ),
  )
}

/** dockerd is killed (SIGKILL) while it works on the request, and started again. */
export function daemonCases(steps: readonly string[], family: string): readonly FaultCase[] {
  return steps.map((step) =>
    stepCase(family, step, 'after-sending', ({ engine }) => ({
      step,
      moment: 'after-sending',
      sequel: 'go-on',
      strike: async () => {
        await engine.kill()
        await engine.start()
      },
    })),
  )
}

const prunes = {
  'docker system prune': ['system', 'prune', '-af', '--volumes'],
  'docker container prune': ['container', 'prune', '-f'],
} as const

/** Somebody else tidies the host: in the most thorough way there is, or only what stands still. */
export function pruneCases(
  steps: readonly string[],
  family: keyof typeof prunes = 'docker system prune',
): readonly FaultCase[] {
  return steps.map((step) => ({
    ...stepCase(family, step, 'before-sending', ({ engine }) => ({
      step,
      moment: 'before-sending',
      sequel: 'go-on',
      strike: async () => {
        const environment = { PATH: process.env['PATH'], HOME: engine.directory, DOCKER_HOST: engine.address }
        await execute('docker', prunes[family], { env: environment, timeout: 60_000 })
      },
    })),
    mayBeDown: true,
    mayBeGone: true,
  }))
}

function stepCase(
  family: string,
  step: string,
  moment: FaultMoment,
  fault: (yard: FaultYard, process: DeployerProcess) => Fault,
): FaultCase {
  return {
    family,
    name: `${step}: ${moment.replace('-', ' ')}`,
    pulls: step.startsWith('pull '),
    strike: (yard, versions) => yard.deployUnder(deployment(versions), (process) => fault(yard, process)),
    mayBeDown: family.startsWith('dockerd'),
    expects: () => '',
  }
}
