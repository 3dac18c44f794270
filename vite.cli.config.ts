import { resolve } from 'node:path'
import { defineConfig } from 'vite'
import { leaveOutUnused } from './scripts/setup/leave-out-unused'

// The command line as one file with everything it needs inside, for the oldest Node that CI machines bring.
export default defineConfig({
  plugins: [leaveOutUnused()],
  ssr: { noExternal: true, external: ['cpu-features'] },
  build: {
    ssr: resolve(import.meta.dirname, 'src/cli/main.ts'),
    target: 'node18',
    outDir: 'out/cli',
    emptyOutDir: true,
    rolldownOptions: {
      // ssh2's optional natives: its require() throws and it falls back to plain JavaScript.
      external: ['cpu-features', /\.node$/],
      output: {
        format: 'cjs',
        entryFileNames: 'berth.cjs',
        codeSplitting: false,
        // Every call reads and compiles the whole file. Names stay, for the traces of BERTH_DEBUG.
        minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
})
