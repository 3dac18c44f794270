// npm run bench -- NAME: runs bench/NAME.ts, which ends with one line of JSON.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDisplay } from './setup/display.mjs'
import { projectDirectory } from './setup/project.mjs'
import { readyToOpen } from './setup/ready-to-open.mjs'
import { runScript, say } from './setup/say.mjs'
import { ensureSystemPackages, testPackages } from './setup/system-packages.mjs'

const benchLimitMs = 1_800_000
const directory = join(projectDirectory, 'bench')

await runScript(async () => {
  const name = process.argv[2] ?? ''
  const file = join(directory, `${name}.ts`)
  if (!/^[a-z-]+$/.test(name) || !existsSync(file))
    throw new Error(`Which bench? npm run bench -- ${names().join(' | ')}`)
  const problem = ensureSystemPackages(testPackages, say)
  if (problem !== null) throw new Error(problem)
  readyToOpen(say)
  const display = await openDisplay(say)
  try {
    const runner = join(projectDirectory, 'scripts/setup/run-typescript.mjs')
    const run = spawnSync(process.execPath, [runner, file, ...process.argv.slice(3)], {
      stdio: 'inherit',
      env: display.environment,
      timeout: benchLimitMs,
    })
    return run.status ?? 1
  } finally {
    display.stop()
  }
})

/** A bench is a file that ends with its result; the others are their parts. */
function names() {
  return readdirSync(directory)
    .filter(
      (file) => file.endsWith('.ts') && readFileSync(join(directory, file), 'utf8').trimEnd().endsWith('await main()'),
    )
    .map((file) => file.slice(0, -'.ts'.length))
}
