import { BerthError } from '../../../domain/berth-error'
import { reasonDetails } from '../../../domain/error-reasons'
import { displayText } from '../../../domain/display-text'
import { resolveSshHost, type SshSurroundings } from './config/resolve-ssh-host'
import type { SshHost } from './config/ssh-host'

const mostJumps = 8

/**
 * The hosts to go through on the way to one, in order; each is what ssh_config says of it. As with ssh, the first one's own
 * jumps come before it, and those of the others don't count.
 */
export async function jumpHosts(host: SshHost, surroundings: SshSurroundings): Promise<readonly SshHost[]> {
  const hosts: SshHost[] = []
  let jumps = host.jumps
  for (;;) {
    if (hosts.length + jumps.length > mostJumps) throw tooMany(host.name)
    hosts.unshift(...(await Promise.all(jumps.map((jump) => resolveSshHost(jump, surroundings)))))
    const first = hosts[0]
    if (jumps.length === 0 || first === undefined) return hosts
    jumps = first.jumps
  }
}

function tooMany(name: string): BerthError {
  const details = {
    file: 'ssh_config',
    line: 0,
    field: 'proxyjump',
    ...reasonDetails('too-many-jumps', { host: displayText(name, 60) }),
  }
  return new BerthError('ssh-config-invalid', details)
}
