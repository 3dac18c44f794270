import type { ElectronApplication } from '@playwright/test'

/** Kills the process in which the engine runs; the app starts another. */
export async function killEngine(app: ElectronApplication): Promise<void> {
  const isKilled = await app.evaluate(({ app: main }) => {
    const engine = main
      .getAppMetrics()
      .find((metric) => metric.serviceName?.includes('Berth') === true || metric.name === 'Berth engine')
    if (engine !== undefined) process.kill(engine.pid, 'SIGKILL')
    return engine !== undefined
  })
  if (!isKilled) throw new Error('no process of the engine was found')
}
