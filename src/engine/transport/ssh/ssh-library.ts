import type * as ssh2 from 'ssh2'

/** The library that speaks SSH, loaded when the first host is reached: a program without such a host never pays for it. */
export type SshLibrary = typeof ssh2

/** See `SshLibrary`. */
export async function loadSshLibrary(): Promise<SshLibrary> {
  const { default: library } = await import('ssh2')
  return library
}
