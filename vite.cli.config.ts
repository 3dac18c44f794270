import { resolve } from 'node:path'
import { defineConfig } from 'vite'
import { leaveOutUnused } from './scripts/setup/leave-out-unused'

// The command line: `berth.cjs`, which people start, and `main.cjs` with everything inside, which it runs. Built one after the
// other (`--mode main`, then `--mode start`), for the oldest Node that CI machines bring.
export default defineConfig(({ mode }) => ({
  plugins: [leaveOutUnused()],
  ssr: { noExternal: true, external: ['cpu-features'] },
  build: {
    ssr: resolve(import.meta.dirname, `src/cli/${mode}.ts`),
    target: 'node18',
    outDir: 'out/cli',
    emptyOutDir: mode === 'main',
    rolldownOptions: {
      // ssh2's optional natives: its require() throws and it falls back to plain JavaScript.
      external: ['cpu-features', /\.node$/],
      output: {
        format: 'cjs',
        entryFileNames: mode === 'main' ? 'main.cjs' : 'berth.cjs',
        codeSplitting: false,
        // Every call reads and compiles the whole file. Names stay, for the traces of BERTH_DEBUG.
        minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
}))
