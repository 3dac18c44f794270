import type { ScriptedAnswer, SeenRequest } from './scripted-internet'
import type { StoredManifest } from './registry-content'

/** A good answer with a body of JSON. */
export function jsonAnswer(value: unknown, headers: ScriptedAnswer['headers'] = {}): ScriptedAnswer {
  return { status: 200, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(value) }
}

/** A registry that wants to know who asks. */
export function challengeAnswer(challenge: string): ScriptedAnswer {
  return { status: 401, headers: { 'WWW-Authenticate': challenge } }
}

/** A refusal in the form of the distribution specification. */
export function refusalAnswer(status: number, code: string, message: string): ScriptedAnswer {
  return { ...jsonAnswer({ errors: [{ code, message }] }), status }
}

/** A manifest under its digest. */
export function manifestAnswer({ mediaType, digest, bytes }: StoredManifest): ScriptedAnswer {
  return { status: 200, headers: { 'Content-Type': mediaType, 'Docker-Content-Digest': digest }, body: bytes }
}

/** Whether a request came with this authorization. */
export function isShown(request: SeenRequest, authorization: string): boolean {
  return request.headers.authorization === authorization
}
