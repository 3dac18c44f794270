import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostileTexts } from './hostile-texts'
import { jsonAnswer, manifestAnswer, refusalAnswer } from './scripted-answers'
import { type SmallImage, smallImage } from './registry-content'
import type { ScriptedAnswer } from './scripted-internet'

/** A registry that a host's images name, with nothing good in mind. */
export type HostileRegistry = { readonly address: string; readonly close: () => void }

/** The tags it tells of that are tags. */
export const hostileTags = {
  described: 'kickoff-240603-constructor',
  refused: 'kickoff-240604-__proto__',
  long: `kickoff-240605-${'x'.repeat(113)}`,
} as const

const { image, script, escapes, turned, long } = hostileTexts

/** An image whose labels are hostile, as the registry describes it. */
const described: SmallImage = {
  platform: 'linux/amd64',
  labels: {
    'org.opencontainers.image.revision': image,
    'org.opencontainers.image.version': script,
    'org.opencontainers.image.created': long,
    'org.opencontainers.image.source': hostileTexts.link,
  },
  createdAt: '2024-06-03T09:00:00Z',
  layers: ['evil'],
}

/** Starts it in the clear on a port of this machine. */
export async function startHostileRegistry(): Promise<HostileRegistry> {
  const server = createServer((request, response) => {
    const { status, headers = {}, body = '' } = answerTo(request)
    response.writeHead(status, headers)
    response.end(request.method === 'HEAD' ? undefined : body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function answerTo({ url = '' }: IncomingMessage): ScriptedAnswer {
  const { manifest, config } = smallImage(described, 'oci')
  if (url === '/v2/') return jsonAnswer({})
  // Names that are no tags, a name twice as long as one may be, and a page that leads to itself.
  if (url.includes('/tags/list')) {
    const tags = [...Object.values(hostileTexts), ...Object.values(hostileTags), 'x'.repeat(300)]
    return jsonAnswer({ name: image, tags }, { Link: `<${url}>; rel="next"` })
  }
  if (url.includes('/blobs/')) return { status: 200, body: config }
  if (url.endsWith(`/manifests/${hostileTags.described}`) || url.includes('/manifests/sha256:')) {
    return manifestAnswer(manifest)
  }
  return refusalAnswer(403, escapes, `${image}${turned}${script}${long}`)
}
