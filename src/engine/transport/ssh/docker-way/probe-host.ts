import type { SshLink } from '../connection/ssh-link'
import { runCommand } from './run-command'

/** What a host says of its Docker. */
export type HostProbe = {
  /** Places of the engine's socket, in the order in which they count. */
  readonly sockets: readonly ProbedSocket[]
  readonly hasDockerClient: boolean
}

/** `denied`: it is there, and this user may not use it. */
export type ProbedSocket = { readonly path: string; readonly state: 'usable' | 'denied' | 'missing' }

/** Where Docker's engine listens unless somebody said otherwise. */
export const usualSocketPath = '/var/run/docker.sock'

/**
 * Asks a host where its engine listens, by one command for any shell. Without a path the usual place and those of a rootless
 * engine are looked at. Null: commands can't be run. (It also has sshd send small packets at once from then on, which it
 * only does for connections that ran a command.)
 */
export async function probeHost(link: SshLink, path: string | null, signal: AbortSignal): Promise<HostProbe | null> {
  const result = await runCommand(link, probeCommand(path), signal)
  return result === null ? null : readProbe(result.output)
}

function probeCommand(path: string | null): string {
  const usual = [
    quoted(usualSocketPath),
    '"${XDG_RUNTIME_DIR:+$XDG_RUNTIME_DIR/docker.sock}"',
    '"/run/user/$u/docker.sock"',
  ]
  const places = path === null ? usual : [quoted(path)]
  const script = [
    // What a login prints may end without a line's end.
    'echo; u=$(id -u)',
    `for p in ${places.join(' ')}`,
    'do [ -n "$p" ] || continue',
    'if [ -S "$p" ]; then if [ -w "$p" ]; then s=usable; else s=denied; fi; else s=missing; fi',
    'echo "berth-socket $s $p"',
    'done',
    'if command -v docker >/dev/null 2>&1; then echo "berth-client yes"; else echo "berth-client no"; fi',
  ]
  return `sh -c ${quoted(script.join('\n').replace('\ndo ', '; do '))}`
}

/** A text as one word for a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** Reads what a probe printed, between whatever a login prints by itself. Null: it did not run to its end. */
export function readProbe(output: string): HostProbe | null {
  const client = /^berth-client (yes|no)$/m.exec(output)?.[1]
  if (client === undefined) return null
  const sockets = [...output.matchAll(/^berth-socket (usable|denied|missing) (\/[^\0-\u001f]{1,107})$/gm)].map(
    ([, state, path]) => ({ state: state as ProbedSocket['state'], path: path ?? '' }),
  )
  return { sockets, hasDockerClient: client === 'yes' }
}

/** The socket to use: the first that can be, else the first that is there, else the first place of all. */
export function chosenSocket({ sockets }: HostProbe): ProbedSocket {
  const first = (state: ProbedSocket['state']): ProbedSocket | undefined => sockets.find((each) => each.state === state)
  return first('usable') ?? first('denied') ?? sockets[0] ?? { path: usualSocketPath, state: 'missing' }
}
