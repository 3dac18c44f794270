import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { leaveOutUnused } from './scripts/setup/leave-out-unused'
import { startChunk } from './scripts/setup/start-chunk'

// Built down to the oldest runtime Berth starts on (Electron 25: Node 18.15, Chrome 114); newer ones run it too.
process.env.ELECTRON_MAJOR_VER ??= '25'
const path = (name: string): string => resolve(import.meta.dirname, name)
const start = startChunk()
const commonJs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' } as const

export default defineConfig({
  main: {
    plugins: [leaveOutUnused()],
    build: {
      target: 'node18.15',
      outDir: 'out/main',
      externalizeDeps: false,
      rolldownOptions: {
        // One entry: the engine comes in through `?modulePath`, a bundle of its own.
        input: { index: path('src/shell/main.ts') },
        // ssh2's optional natives: its require() throws and it falls back to plain JavaScript.
        external: ['cpu-features', /\.node$/],
        output: commonJs,
      },
    },
  },
  preload: {
    build: {
      target: 'node18.15',
      outDir: 'out/preload',
      // A sandboxed preload can require 'electron' alone.
      externalizeDeps: false,
      rolldownOptions: { input: { preload: path('src/shell/preload.ts') }, output: commonJs },
    },
  },
  renderer: {
    root: path('renderer'),
    build: {
      target: 'chrome114',
      outDir: path('out/renderer'),
      minify: true,
      rolldownOptions: {
        input: { index: path('renderer/index.html') },
        output: { codeSplitting: { groups: [{ name: start.name }] } },
      },
    },
    plugins: [react(), start.plugin],
  },
})
