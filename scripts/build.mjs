// npm run build: the app (main, preload, window) into out/, and the command line into out/cli.
import { join } from 'node:path'
import { ensureDependencies } from './setup/dependencies.mjs'
import { projectDirectory } from './setup/project.mjs'
import { runScript, say } from './setup/say.mjs'

await runScript(async () => {
  ensureDependencies(say)
  process.chdir(projectDirectory)
  const logLevel = process.argv.includes('--quiet') ? 'warn' : 'info'
  const { build: buildApp } = await import('electron-vite')
  await buildApp({ logLevel })
  const { build } = await import('vite')
  for (const mode of ['main', 'start']) {
    await build({ configFile: join(projectDirectory, 'vite.cli.config.ts'), mode, logLevel })
  }
  return 0
})
