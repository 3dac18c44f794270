import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { spawnDaemon } from './daemon'
import { waitUntil } from './wait-until'

/** A real ssh-agent of a test's own. */
export type SshAgent = {
  readonly socketPath: string
  readonly add: (keyFile: string) => void
  readonly end: () => Promise<void>
}

/** Starts one with its socket below a run directory. */
export async function startSshAgent(directory: string): Promise<SshAgent> {
  const socketPath = join(directory, 'agent.sock')
  const daemon = spawnDaemon('ssh-agent', ['-D', '-a', socketPath], join(directory, 'agent.log'), 'with-us')
  await waitUntil('ssh-agent to listen', 10_000, () => existsSync(socketPath))
  return {
    socketPath,
    add: (keyFile) => {
      execFileSync('ssh-add', ['-q', keyFile], { env: { ...process.env, SSH_AUTH_SOCK: socketPath }, stdio: 'ignore' })
    },
    end: () => daemon.end('SIGKILL'),
  }
}
