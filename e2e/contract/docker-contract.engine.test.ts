import type { AppBehaviour, AppImage } from '../harness/app-image'
import { buildImages } from '../harness/built-image'
import { startDockerEngine } from '../harness/docker-engine'
import { loadImages } from '../harness/load-images'
import { buildProxyImage } from '../harness/proxy-image'
import { startRegistry } from '../harness/registry'
import { dockerContract } from './docker-contract'

const behaviours: Readonly<Record<string, AppBehaviour>> = {
  good: { kind: 'healthy' },
  bad: { kind: 'unhealthy', output: '503 db DOWN' },
  stubborn: { kind: 'ignore-sigterm' },
  ends: { kind: 'exit', code: 3 },
  spare: { kind: 'exit', code: 4 },
}

function image(repository: string, tag: string, behaviour: AppBehaviour): AppImage {
  const common = { service: 'web', version: 'v1.0.0', revision: 'abc', createdAt: '2024-05-10T09:00:00Z' }
  return { repository, tag, behaviour, checks: 'prompt', ...common }
}

dockerContract(async () => {
  const [engine, registry] = await Promise.all([startDockerEngine({ name: 'contract' }), startRegistry()])
  const local = Object.entries(behaviours).map(([tag, behaviour]) => image('shop/web', tag, behaviour))
  const remoteRepository = `${registry.address}/shop/web`
  const proxy = await buildProxyImage()
  await loadImages(engine, [...(await buildImages(local)), proxy])
  await registry.push(await buildImages([image(remoteRepository, 'good', { kind: 'slow-start', delayMs: 1 })]))
  const remove = (): void => {
    engine.remove()
    registry.remove()
  }
  return { socketPath: engine.address.replace(/^unix:\/\//, ''), remoteRepository, proxyImage: proxy.reference, remove }
})
