// npm run build: the app (main, preload, window) into out/, and the command line into out/cli/berth.cjs.
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
  await build(commandLine(logLevel))
  return 0
})

/**
 * One file with everything it needs inside, for the oldest Node that CI machines bring.
 * @param {import('vite').LogLevel} logLevel
 * @returns {import('vite').InlineConfig}
 */
function commandLine(logLevel) {
  return {
    configFile: false,
    logLevel,
    ssr: { noExternal: true, external: ['cpu-features'] },
    build: {
      ssr: join(projectDirectory, 'src/cli/main.ts'),
      target: 'node18',
      outDir: 'out/cli',
      emptyOutDir: true,
      rolldownOptions: {
        // ssh2's optional natives: its require() throws and it falls back to plain JavaScript.
        external: ['cpu-features', /\.node$/],
        output: { format: 'cjs', entryFileNames: 'berth.cjs', codeSplitting: false },
      },
    },
  }
}
