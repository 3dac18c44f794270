import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { manifestType } from '../engine/image'
import type { RemoteImages } from '../engine/remote-images'

/** A registry of the distribution API on this machine's loopback, which only answers. */
export type SampleRegistry = {
  /** `localhost:49152`: what stands in front of its images' names. */
  readonly address: string
  /** What it has; nothing before this is called. */
  readonly serve: (remote: RemoteImages) => void
  readonly close: () => Promise<void>
}

/** Listens at any port that is free. */
export async function startSampleRegistry(): Promise<SampleRegistry> {
  let served: RemoteImages | null = null
  const server = createServer((request, response) => answer(served, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, 'localhost', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    address: `localhost:${String(port)}`,
    serve: (remote) => void (served = remote),
    close: async () => {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      server.closeAllConnections()
      await closed
      served = null
    },
  }
}

function answer(remote: RemoteImages | null, request: IncomingMessage, response: ServerResponse): void {
  const { host = '' } = request.headers
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://registry').pathname)
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(request, response, 405, 'UNSUPPORTED')
  if (path === '/v2/') return sendJson(request, response, {})
  const [, name = '', kind = '', reference = ''] = /^\/v2\/(.+)\/(tags|manifests|blobs)\/([^/]+)$/.exec(path) ?? []
  const repository = `${host}/${name}`
  const tags = remote?.tags(repository) ?? null
  if (remote === null || tags === null) return send(request, response, 404, 'NAME_UNKNOWN')
  if (kind === 'tags') return sendJson(request, response, { name, tags })
  if (kind === 'manifests') return sendManifest(remote, repository, reference, request, response)
  const blob = remote.blob(repository, reference)
  if (blob === null) return send(request, response, 404, 'BLOB_UNKNOWN')
  sendBytes(request, response, blob, { 'Content-Type': 'application/octet-stream', 'Docker-Content-Digest': reference })
}

function sendManifest(
  remote: RemoteImages,
  repository: string,
  reference: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const image = remote.find(repository, reference)
  if (image === null) return send(request, response, 404, 'MANIFEST_UNKNOWN')
  const headers = { 'Content-Type': manifestType, 'Docker-Content-Digest': image.digest }
  sendBytes(request, response, image.manifestBytes, headers)
}

function send(request: IncomingMessage, response: ServerResponse, status: number, code: string): void {
  response.statusCode = status
  sendJson(request, response, { errors: [{ code, message: code.toLowerCase().replace('_', ' ') }] })
}

function sendJson(request: IncomingMessage, response: ServerResponse, value: unknown): void {
  sendBytes(request, response, Buffer.from(JSON.stringify(value)), { 'Content-Type': 'application/json' })
}

function sendBytes(
  { method }: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  headers: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0')
  response.setHeader('Content-Length', String(bytes.length))
  response.end(method === 'HEAD' ? undefined : bytes)
}
