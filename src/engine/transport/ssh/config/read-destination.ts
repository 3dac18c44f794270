import type { SshDestination } from './ssh-host'

const pattern = /^(?:ssh:\/\/)?(?:(?<user>[^@\s]+)@)?(?<host>\[[^\]\s]+\]|[^:@\s/[\]%]+)(?::(?<port>\d{1,5}))?\/?$/

/** A host as `ProxyJump` writes it: `[user@]host[:port]`, also behind `ssh://`. Null for what is none. */
export function readDestination(written: string): SshDestination | null {
  const { user, host, port } = pattern.exec(written.trim())?.groups ?? {}
  const number = port === undefined ? null : Number(port)
  // A leading dash is an option to every program.
  if (host === undefined || host.startsWith('-') || user?.startsWith('-') === true) return null
  if (number !== null && (number < 1 || number > 65_535)) return null
  return { name: host.replace(/^\[|\]$/g, ''), user: user ?? null, port: number }
}
