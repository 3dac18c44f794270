// npm run package -- KINDS: what people install, into out/packages.
//   dir       the app in a folder, as it is installed, for this platform
//   tar.gz    that folder, packed (Linux)
//   deb       for Debian and Ubuntu (Linux)
//   cli       the command line, for `npm install --global`
//   native    what electron-builder.yml names for this platform: dmg and zip, nsis, AppImage
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureElectron } from './setup/electron.mjs'
import { projectDirectory } from './setup/project.mjs'
import { runScript, say } from './setup/say.mjs'
import { makeCommandLine } from './packaging/make-command-line.mjs'
import { makeDeb } from './packaging/make-deb.mjs'
import { makeReleaseFile } from './packaging/make-release-file.mjs'
import { makeTarball } from './packaging/make-tarball.mjs'
import { projectManifest } from './packaging/project-manifest.mjs'
import { runBuilder } from './packaging/run-builder.mjs'
import { stageApp } from './packaging/stage-app.mjs'

const kinds = /** @type {const} */ (['dir', 'tar.gz', 'deb', 'cli', 'native'])

await runScript(async () => {
  const wanted = process.argv.slice(2)
  const unknown = wanted.find((kind) => !kinds.some((known) => known === kind))
  if (wanted.length === 0 || unknown !== undefined)
    throw new Error(`Which package? npm run package -- ${kinds.join(' | ')}`)
  ensureDependencies(say)
  ensureBuild(say)
  const output = join(projectDirectory, 'out/packages')
  if (wanted.some((kind) => kind !== 'cli')) {
    ensureElectron(say)
    stageApp()
    rmSync(output, { recursive: true, force: true })
    runBuilder(wanted.includes('native') ? [] : ['dir'], say)
  }
  const made = [
    ...(wanted.includes('tar.gz') ? [makeTarball(output)] : []),
    ...(wanted.includes('deb') ? [makeDeb(output)] : []),
    ...(wanted.includes('cli') ? [makeCommandLine(output)] : []),
  ]
  // An app alone says which version it is: the command line is npm's to update.
  const releaseFile = wanted.some((kind) => kind !== 'cli') ? await writeReleaseFile(output) : null
  for (const file of [...made, ...(releaseFile === null ? [] : [releaseFile])]) say(`made ${file}`)
  return 0
})

/** @param {string} output */
async function writeReleaseFile(output) {
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(join(projectDirectory, 'src/domain/release-file.ts'), {
    configFile: false,
    logLevel: 'error',
  })
  return makeReleaseFile(output, projectManifest().version, module.releaseFileName(process.platform, process.arch))
}
