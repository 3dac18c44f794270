// npm run pictures: makes the pictures of README and docs anew, from the real app on the sample's hosts.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { openDisplay } from './setup/display.mjs'
import { projectDirectory } from './setup/project.mjs'
import { readyToOpen } from './setup/ready-to-open.mjs'
import { runScript, say } from './setup/say.mjs'

const limitMs = 300_000

await runScript(async () => {
  readyToOpen(say)
  // A display of its own has one size everywhere.
  const display = await openDisplay(say, { alwaysVirtual: true })
  try {
    const words = ['scripts/setup/run-typescript.mjs', 'e2e/pictures/take-pictures.ts']
    const run = spawnSync(
      process.execPath,
      words.map((word) => join(projectDirectory, word)),
      {
        stdio: 'inherit',
        env: display.environment,
        timeout: limitMs,
      },
    )
    return run.status ?? 1
  } finally {
    display.stop()
  }
})
