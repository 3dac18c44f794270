import { toErrorData } from '../../src/domain/berth-error'
import { systemClock } from '../../src/engine/system-clock'
import type { DeployNews, DeployOrder } from '../harness/fault-process'
import { openShopDeployer } from '../harness/shop-deployer'

/** One person's Berth in a process of its own, which may be killed: carries out one deployment and ends. */
async function carryOut({ address, by, slot, operation, clockOffsetMs = 0 }: DeployOrder): Promise<void> {
  const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + clockOffsetMs }
  const deployer = openShopDeployer({ engine: { address } }, by, undefined, clock)
  try {
    const id = await deployer.begin(slot, operation)
    tell({ kind: 'begun', id })
    tell({ kind: 'ended', result: await deployer.result(id) })
  } catch (error) {
    tell({ kind: 'not-begun', error: toErrorData(error) })
  }
  await deployer.close()
  process.disconnect()
}

function tell(news: DeployNews): void {
  process.send?.(news)
}

process.on('disconnect', () => process.exit())
const ordered = new Promise<DeployOrder>((resolve) => process.once('message', resolve))
tell({ kind: 'ready' })
// Awaited here, as the script's modules can be loaded only until it ends.
await carryOut(await ordered)
