import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dockerContract } from '../../e2e/contract/docker-contract'
import { contractImage, contractProxyImage } from '../testing/contract-images'
import { RemoteImages } from './engine/remote-images'
import { createWorld } from './engine/world'
import { startSampleHost } from './start-sample-host'

dockerContract(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sample-contract-'))
  const remoteRepository = 'registry.example.com/shop/web'
  const remote = new RemoteImages()
  remote.push(remoteRepository, 'good', contractImage('remote'))
  const sizes = { processors: 4, memoryBytes: 8e9, pullBytesPerSecond: 1e8 }
  const world = createWorld({ hostName: 'contract', remote, ...sizes })
  for (const tag of ['good', 'bad', 'stubborn', 'ends', 'spare'] as const) {
    world.images.add(contractImage(tag), `shop/web:${tag}`, false)
  }
  const proxyImage = 'berth.local/proxy:nginx'
  world.images.add(contractProxyImage(), proxyImage, false)
  const socketPath = join(directory, 'docker.sock')
  const host = await startSampleHost(world, socketPath)
  const remove = async (): Promise<void> => {
    await host.close()
    rmSync(directory, { recursive: true })
  }
  return { socketPath, remoteRepository, proxyImage, remove }
})
