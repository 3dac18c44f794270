// npm run demo: four real slots to try Berth on. --no-open only builds them; --remove takes every trace away.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { readAppArguments } from './setup/app-arguments.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { openDisplay } from './setup/display.mjs'
import { openApp } from './setup/open-app.mjs'
import { cacheDirectory, projectDirectory } from './setup/project.mjs'
import { readyToOpen } from './setup/ready-to-open.mjs'
import { runScript, say } from './setup/say.mjs'
import { demoPackages, ensureSystemPackages, findProgram, mayInstallPackages } from './setup/system-packages.mjs'

/** @typedef {import('../e2e/demo/demo-engine').DemoEngine} DemoEngine */

const demoDirectory = join(cacheDirectory, 'demo')

await runScript(async () => {
  if (process.platform !== 'linux')
    throw new Error('The demo’s images are made from Linux’s own Node, so it runs on Linux alone.')
  const { screenshot, rest } = readAppArguments(process.argv.slice(2))
  const unknown = rest.find((word) => word !== '--remove' && word !== '--no-open')
  if (unknown !== undefined)
    throw new Error(`The demo does not know ${unknown}: npm run demo -- [--no-open | --remove]`)
  ensureDependencies(say)
  return rest.includes('--remove') ? remove() : build(!rest.includes('--no-open'), screenshot)
})

/** @param {string} file */
async function load(file) {
  const { runnerImport } = await import('vite')
  return (await runnerImport(join(projectDirectory, 'e2e/demo', file), { configFile: false, logLevel: 'error' })).module
}

async function remove() {
  const { removeDemo } = await load('remove-demo.ts')
  const removed = await removeDemo(process.env['DOCKER_HOST'], demoDirectory)
  for (const line of removed) say(`removed ${line}`)
  say(
    removed.length === 0
      ? 'There was nothing of the demo here.'
      : 'Nothing of the demo is left; packages of the system stay installed.',
  )
  return 0
}

/**
 * @param {boolean} open
 * @param {string | null} screenshot
 */
async function build(open, screenshot) {
  const engine = await chooseEngine()
  const { buildDemo, writeDemoHome } = await load('build-demo.ts')
  await buildDemo(engine, demoDirectory, composeClient(), say)
  const home = writeDemoHome(engine, demoDirectory)
  say('dev1 to dev4 are there. npm run demo -- --remove takes every trace away.')
  say(`From a terminal: BERTH_HOME=${home} npm run berth -- board`)
  if (!open) return 0
  const display = await openDisplay(say)
  if (display.virtual) say('There is no display: Berth opens on a virtual one (Xvfb).')
  try {
    const electronPath = readyToOpen(say)
    return await openApp(
      { electronPath, display, appArguments: [], environment: { BERTH_HOME: home }, screenshot },
      say,
    )
  } finally {
    display.stop()
  }
}

/**
 * The user's own engine, else a private one where that is allowed.
 * @returns {Promise<DemoEngine>}
 */
async function chooseEngine() {
  const { findLocalEngine, startPrivateEngine } = await load('demo-engine.ts')
  const local = await findLocalEngine(process.env['DOCKER_HOST'])
  if (local !== null) return local
  if (!mayInstallPackages()) {
    throw new Error(
      'No Docker engine answers on DOCKER_HOST or /var/run/docker.sock: start Docker, or run this as root on Debian or Ubuntu, where the demo sets up an engine of its own.',
    )
  }
  const problem = ensureSystemPackages(demoPackages, say)
  if (problem !== null) throw new Error(problem)
  say('No Docker engine answers here: the demo uses one of its own.')
  return startPrivateEngine(demoDirectory)
}

/** @returns {readonly [string, ...string[]]} */
function composeClient() {
  const busybox = demoPackages.filter(({ program }) => program === 'busybox')
  const lack = ensureSystemPackages(busybox, say)
  if (lack !== null) throw new Error(`The demo’s images need a static busybox. ${lack}`)
  if (findProgram('docker-compose') !== null) return ['docker-compose']
  if (spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' }).status === 0) return ['docker', 'compose']
  const problem = ensureSystemPackages(
    demoPackages.filter(({ program }) => program === 'docker-compose'),
    say,
  )
  if (problem !== null) throw new Error(`The demo’s slots are made by Docker Compose. ${problem}`)
  return ['docker-compose']
}
