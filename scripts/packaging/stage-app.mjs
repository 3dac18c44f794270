import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectDirectory } from '../setup/project.mjs'
import { billOfMaterials, thirdPartyNotices } from './notices.mjs'
import { projectManifest } from './project-manifest.mjs'

/** The app as it goes into the archive: bundles alone, no dependency of which a script could run, and what it is made of beside it. */
export function stageApp() {
  const app = join(projectDirectory, 'out/app')
  rmSync(app, { recursive: true, force: true })
  for (const part of ['main', 'preload', 'renderer']) {
    cpSync(join(projectDirectory, 'out', part), join(app, 'out', part), { recursive: true })
  }
  const { name, productName, version, description, license, author, main } = projectManifest()
  // The name of the folder of settings comes from the product's name, see src/engine/home-directory.ts.
  const manifest = { name, productName, version, description, license, author, main, dependencies: {} }
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest, null, 2))
  writeNotices(join(projectDirectory, 'out/app-notices'))
}

/**
 * Licences of everything inside, and the list of it that machines read.
 * @param {string} directory
 */
export function writeNotices(directory) {
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  cpSync(join(projectDirectory, 'LICENSE'), join(directory, 'LICENSE'))
  writeFileSync(join(directory, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices())
  writeFileSync(join(directory, 'sbom.cdx.json'), billOfMaterials())
}
