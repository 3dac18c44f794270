import type { BuiltImage } from './built-image'
import type { DockerEngine } from './docker-engine'
import type { Credentials } from './registry'

/** Pulls images side by side: unlike loaded ones they have their registry's digest. */
export async function pullImages(
  engine: DockerEngine,
  images: readonly BuiltImage[],
  auth: Credentials | null,
): Promise<void> {
  await Promise.all(images.map(async (image) => pullImage(engine, image, auth)))
}

async function pullImage(
  engine: DockerEngine,
  { image, reference }: BuiltImage,
  auth: Credentials | null,
): Promise<void> {
  const query = new URLSearchParams({ fromImage: image.repository, tag: image.tag })
  const login = JSON.stringify({ username: auth?.user, password: auth?.password })
  const answer = await engine.call({
    method: 'POST',
    path: `/images/create?${query.toString()}`,
    headers: auth ? { 'X-Registry-Auth': encodeLogin(login) } : {},
    timeoutMs: 120_000,
  })
  if (answer.includes('"errorDetail"')) throw new Error(`pulling ${reference} failed: ${answer}`)
}

/** URL-safe and padded: the engine silently takes anything else for no credentials. */
function encodeLogin(login: string): string {
  return Buffer.from(login).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}
