// npm run test:faults: every fault on real engines; writes what came of it into docs/faults.md.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureDependencies } from './setup/dependencies.mjs'
import { projectDirectory } from './setup/project.mjs'
import { runScript, say } from './setup/say.mjs'
import { ensureSystemPackages, testPackages } from './setup/system-packages.mjs'

const limitMs = 3 * 3_600_000

await runScript(async () => {
  ensureDependencies(say)
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error('The faults need Docker engines of their own: root on Linux (sudo npm run test:faults).')
  }
  const problem = ensureSystemPackages(testPackages, say)
  if (problem !== null) throw new Error(problem)
  const environment = { ...process.env }
  // The user's own engine must not be what is tried.
  for (const name of ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'BERTH_HOME']) delete environment[name]
  const runner = join(projectDirectory, 'scripts/setup/run-typescript.mjs')
  const run = spawnSync(process.execPath, [runner, join(projectDirectory, 'e2e/faults/run-all.ts')], {
    stdio: 'inherit',
    env: environment,
    timeout: limitMs,
  })
  // The page is written also where something did not hold.
  const prettier = join(projectDirectory, 'node_modules/prettier/bin/prettier.cjs')
  spawnSync(process.execPath, [prettier, '--write', 'docs/faults.md'], { cwd: projectDirectory, stdio: 'ignore' })
  return run.status ?? 1
})
