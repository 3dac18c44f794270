import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** BuildKit's sessions (gRPC), the packing of build contexts, its own SSH: more than half of what would be loaded. */
const unused = new Set(['@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs', 'tar-fs', '@balena/dockerignore', 'ssh2'])
const owners = /[\\/]node_modules[\\/](dockerode|docker-modem)[\\/]/
const nothing = fileURLToPath(new URL('nothing.cjs', import.meta.url))

/** Leaves out of a bundle what dockerode alone asks for, and Berth does not use of it: only its transport is. */
export function leaveOutUnused(): Plugin {
  return {
    name: 'leave-out-unused',
    enforce: 'pre',
    resolveId: (source, importer) => (unused.has(source) && owners.test(importer ?? '') ? nothing : null),
  }
}
