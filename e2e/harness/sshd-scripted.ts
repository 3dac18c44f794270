import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import ssh2 from 'ssh2'
import type { AuthContext, Connection } from 'ssh2'

/**
 * A far side in this process, for what the real sshd can't be asked here without accounts of the machine: passwords, questions of
 * the host, logins of several steps. `login` decides on every try. Streams to sockets are forwarded.
 */
export type ScriptedSshd = { readonly port: number; readonly close: () => void }

/** Starts one with the given host key. */
export async function startScriptedSshd(
  hostKeyFile: string,
  login: (context: AuthContext) => void,
): Promise<ScriptedSshd> {
  const connections = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [readFileSync(hostKeyFile)] }, (connection) => {
    connections.add(connection)
    connection.on('close', () => connections.delete(connection))
    connection.on('error', () => undefined)
    connection.on('authentication', login)
    connection.on('ready', () => {
      connection.on('openssh.streamlocal', (accept, _, info) => {
        const channel = accept()
        channel.pipe(connect(info.socketPath)).pipe(channel)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const connection of connections) connection.end()
      server.close()
    },
  }
}
