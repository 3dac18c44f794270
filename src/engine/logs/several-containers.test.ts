import { describe, expect, it } from 'vitest'
import type { LogViewState } from '../../contract/log-contract'
import { composeLabels } from '../../domain/label-names'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker } from '../../testing/fake-docker'
import { createFakeHostAccess } from '../../testing/fake-host-access'
import type { DockerClient } from '../ports'
import { type LogBudget, logBudgetOf } from './log-memory'
import { createLogViews, type LogViews } from './log-views'

/** A slot `dev1` with two services, and views over it. `clientOf`: what the views use in Docker's place. */
function newWorld(budget: LogBudget, clientOf = (client: DockerClient): DockerClient => client) {
  const clock = createFakeClock()
  const docker = createFakeDocker(clock)
  docker.control.addImage('shop/app:one')
  const [api, web] = ['api', 'web'].map((service) => {
    const Labels = { [composeLabels.project]: 'dev1', [composeLabels.service]: service }
    return docker.control.addContainer(`dev1_${service}_1`, { Image: 'shop/app:one', Labels }, true)
  }) as [string, string]
  const hostAccess = createFakeHostAccess(clientOf(docker))
  const history = { deployments: async () => [], onChange: () => () => undefined }
  const parts = { hostAccess, history, clock, log: () => undefined, resolveSaveTarget: async () => null }
  const views: LogViews = createLogViews({ ...parts, budget })
  return { clock, docker, hostAccess, views, api, web }
}

const at = (second: number): { timestamp: string } => ({ timestamp: `2024-05-10T09:00:0${second}.000000001Z` })

describe('views of several containers', () => {
  it('print in time order what is not followed, also where one container answers seconds after the others', async () => {
    const { docker, clock, hostAccess, views, api, web } = newWorld(logBudgetOf(512), (client) => ({
      ...client,
      logs: async function* (id, options, signal) {
        if (id === web) await clock.sleep(5_000, signal)
        yield* client.logs(id, options, signal)
      },
    }))
    for (const second of [1, 3, 5]) docker.control.appendLog(api, `a${second}`, at(second))
    for (const second of [2, 4]) docker.control.appendLog(web, `w${second}`, at(second))
    await hostAccess.look()
    const source = { hostId: 'host-1', slot: 'dev1', services: null }
    const view = views.open(source, { tail: null, sinceMs: null, follow: false })
    await clock.advance(6_000)
    expect(views.read(view, 0, 10, 80).texts).toEqual(['a1', 'w2', 'a3', 'w4', 'a5'])
    views.closeAll()
  })

  it('give way to the one in front, and to a budget that shrinks, and count what they lost', async () => {
    const { clock, docker, hostAccess, views, api, web } = newWorld({ bytes: 3_000_000, frontRows: 20_000 })
    const states: LogViewState[] = []
    views.onChange((state) => states.push(state))
    await hostAccess.look()
    const openOne = (service: string): string =>
      views.open({ hostId: 'host-1', slot: 'dev1', services: [service] }, { tail: null, sinceMs: null, follow: true })
    const [back, front] = [openOne('api'), openOne('web')]
    await clock.advance(400)
    for (let number = 0; number < 15_000; number += 1) {
      docker.control.appendLog(api, `line ${number} ${'x'.repeat(80)}`, at(1))
      docker.control.appendLog(web, `line ${number} ${'x'.repeat(80)}`, at(1))
    }
    await clock.advance(1_000)
    const last = (viewId: string): LogViewState | undefined => states.filter((state) => state.viewId === viewId).at(-1)
    expect(last(front)).toMatchObject({ dropped: 0, held: 15_000 })
    expect(last(back)?.dropped).toBeGreaterThan(3_000)
    expect((last(back)?.held ?? 0) + (last(back)?.dropped ?? 0)).toBe(15_000)
    // With less than the one in front holds, it gives way too: at once, though no line comes.
    views.setBudget({ bytes: 900_000, frontRows: 20_000 })
    await clock.advance(200)
    for (const viewId of [back, front]) {
      const { held = 0, dropped = 0, first = 0, count = 0 } = last(viewId) ?? {}
      expect(held).toBeLessThan(9_000)
      expect([held + dropped, first + count]).toEqual([15_000, 15_000])
      expect(views.read(viewId, first, 1, 80).texts[0]).toMatch(new RegExp(`^line ${dropped} `))
    }
    views.closeAll()
  })
})
