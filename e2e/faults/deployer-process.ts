import { toErrorData } from '../../src/domain/berth-error'
import { systemClock } from '../../src/engine/system-clock'
import type { DeployNews, DeployOrder } from '../harness/fault-process'
import { openShopDeployer } from '../harness/shop-deployer'

/** One person's Berth in a process of its own, which may be killed. */
async function carryOut({ address, by, slot, operation, clockOffsetMs = 0 }: DeployOrder): Promise<void> {
  const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + clockOffsetMs }
  const deployer = openShopDeployer({ engine: { address } }, by, undefined, clock)
  const news = await outcomeOf(async () => {
    const id = await deployer.begin(slot, operation)
    tell({ kind: 'begun', id })
    return { kind: 'ended', result: await deployer.result(id) }
  })
  await deployer.close()
  tell(news)
}

async function outcomeOf(work: () => Promise<DeployNews>): Promise<DeployNews> {
  try {
    return await work()
  } catch (error) {
    return { kind: 'not-begun', error: toErrorData(error) }
  }
}

function tell(news: DeployNews): void {
  process.send?.(news)
}

process.on('disconnect', () => process.exit())
process.on('message', (order: DeployOrder) => void carryOut(order))
tell({ kind: 'ready' })
