const groupLength = 4

/** A fingerprint as it is compared by eye: its digest's name, and the rest in groups of four. */
export function fingerprintGroups(fingerprint: string): {
  readonly digest: string
  readonly groups: readonly string[]
} {
  const end = fingerprint.indexOf(':') + 1
  const rest = fingerprint.slice(end)
  const count = Math.ceil(rest.length / groupLength)
  const groups = Array.from({ length: count }, (_, index) => rest.slice(index * groupLength, (index + 1) * groupLength))
  return { digest: fingerprint.slice(0, end), groups }
}

/** What prints a host's own fingerprint there, for the type of key that is asked about. */
export function fingerprintCommand(keyType: string): string {
  const name = /^[A-Za-z0-9]+$/.test(keyType) ? keyType.toLowerCase() : 'ed25519'
  return `ssh-keygen -lf /etc/ssh/ssh_host_${name}_key.pub`
}
