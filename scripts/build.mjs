// Builds what runs: the app (main, preload, window) into out/, and the command line into out/cli/berth.cjs.
import { build as buildWithVite } from 'vite'
import { join } from 'node:path'
import { build as buildApp } from 'electron-vite'
import { projectDirectory } from './setup/project.mjs'

process.chdir(projectDirectory)
const quiet = process.argv.includes('--quiet')
await buildApp({ logLevel: quiet ? 'error' : 'info' })
await buildWithVite({
  configFile: false,
  logLevel: quiet ? 'error' : 'info',
  ssr: { noExternal: true, external: ['cpu-features'] },
  build: {
    ssr: join(projectDirectory, 'src/cli/main.ts'),
    target: 'node18',
    outDir: 'out/cli',
    emptyOutDir: true,
    rolldownOptions: { external: ['cpu-features', /\.node$/], output: { format: 'cjs', entryFileNames: 'berth.cjs', codeSplitting: false } },
  },
})
