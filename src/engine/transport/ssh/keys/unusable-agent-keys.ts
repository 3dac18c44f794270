import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { BaseAgent } from 'ssh2'
import { displayText } from '../../../../domain/display-text'
import { readString } from './openssh-key'

/** Messages of the agent's protocol. Source: draft-miller-ssh-agent, 5.1. */
const messages = { requestIdentities: 11, identitiesAnswer: 12 } as const
/** OpenSSH's own limit. */
const longestAnswerBytes = 262_144
const mostNamed = 10

/**
 * What an agent holds that Berth can't sign with, named as `ssh-add -l` does: `hana@yubikey (ED25519-SK)`, harmless for
 * display. The library passes over such keys without a word, so the agent is asked once more. None where it doesn't answer.
 */
export async function unusableAgentKeys(agent: BaseAgent, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const stream = await openStream(agent)
    const leave = (): void => void stream.destroy()
    signal.addEventListener('abort', leave, { once: true })
    try {
      if (!signal.aborted) stream.write(Buffer.from([0, 0, 0, 1, messages.requestIdentities]))
      return namesIn(await readAnswer(stream)).slice(0, mostNamed)
    } finally {
      signal.removeEventListener('abort', leave)
      stream.destroy()
    }
  } catch {
    return []
  }
}

function openStream(agent: BaseAgent): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    if (agent.getStream === undefined) return reject(new Error('an agent without a stream'))
    agent.getStream((error, stream) => {
      if (stream === undefined) return reject(error ?? new Error('no agent'))
      stream.on('error', () => undefined)
      resolve(stream)
    })
  })
}

async function readAnswer(stream: Duplex): Promise<Buffer> {
  let answer = Buffer.alloc(0)
  while (answer.length < 4 || answer.length < 4 + answer.readUInt32BE(0)) {
    const [bytes] = (await Promise.race([once(stream, 'data'), once(stream, 'close')])) as [Buffer | undefined]
    if (bytes === undefined || !Buffer.isBuffer(bytes)) throw new Error('the agent hung up')
    answer = Buffer.concat([answer, bytes])
    if (answer.length > longestAnswerBytes) throw new Error('the agent answers without end')
  }
  return answer.subarray(4)
}

function namesIn(answer: Buffer): readonly string[] {
  if (answer[0] !== messages.identitiesAnswer) return []
  const names: string[] = []
  let at = 5
  for (let left = answer.readUInt32BE(1); left > 0; left -= 1) {
    const blob = readString(answer, at)
    const comment = readString(answer, blob.end)
    const kind = unusableKind(readString(blob.value, 0).value.toString('latin1'))
    if (kind !== null) names.push(`${displayText(comment.value.toString('utf8'), 60)} (${kind})`)
    at = comment.end
  }
  return names
}

/** As `ssh-add -l` names kinds; null for those that Berth signs with. */
function unusableKind(type: string): string | null {
  const [, kind] = /^(?:sk-)?(?:ssh-|ecdsa-)?(ed25519|rsa|dss|ecdsa|sha2)/.exec(type) ?? []
  const name = kind === 'dss' ? 'DSA' : kind === 'sha2' ? 'ECDSA' : kind?.toUpperCase()
  if (name === undefined) return displayText(type, 40)
  if (type.includes('-cert-v0')) return `${name}-CERT`
  if (type.startsWith('sk-')) return `${name}-SK`
  return kind === 'dss' ? name : null
}
