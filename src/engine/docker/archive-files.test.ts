import { createServer, type Server, type ServerResponse } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { socketRoute } from '../../testing/socket-route'
import type { DockerClient } from '../ports'
import { systemClock } from '../system-clock'
import { createDockerClient } from './create-docker-client'

const never = new AbortController().signal
const version = '{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12","Os":"linux","Arch":"amd64"}'
const file = { name: 'record.json', bytes: Buffer.from('{}') }

let folder: string
let server: Server
let client: DockerClient
/** What the engine says of the container, and does with an archive. */
let status: string
let answerArchive: (response: ServerResponse) => void

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'))
  server = createServer((request, response) => {
    if (request.url?.startsWith('/version') === true) response.end(version)
    else if (request.url?.includes('/archive') === true) answerArchive(response)
    else response.end(JSON.stringify({ State: { Status: status } }))
  })
  await new Promise<void>((resolve) => server.listen(join(folder, 'docker.sock'), resolve))
  client = createDockerClient(socketRoute(join(folder, 'docker.sock')), { clock: systemClock })
})

afterEach(async () => {
  client.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

function withoutLayer(response: ServerResponse): void {
  response.statusCode = 500
  response.end('{"message":"RWLayer of container 4f is unexpectedly nil"}')
}

/** An archive of the engine that ends where the container went. */
function cutOff(response: ServerResponse): void {
  response.end(Buffer.alloc(700, 'x'))
}

const refusals = { 'has no layer any more': withoutLayer, 'cuts the archive off': cutOff }

describe.each(Object.entries(refusals))('an engine that %s', (_, refuse) => {
  test.each(['removing', 'dead'])('says that a container is gone which is %s', async (state) => {
    status = state
    answerArchive = refuse
    await expect(client.readFiles('4f', '/records', 1_000, never)).rejects.toMatchObject({ code: 'container-gone' })
  })

  test('is believed where the container is there', async () => {
    status = 'created'
    answerArchive = refuse
    await expect(client.readFiles('4f', '/records', 1_000, never)).rejects.toMatchObject({ code: 'docker-refused' })
  })
})

test('writing into a container that goes says that it is gone', async () => {
  status = 'removing'
  answerArchive = withoutLayer
  await expect(client.writeFiles('4f', '/records', [file], never)).rejects.toMatchObject({ code: 'container-gone' })
})
