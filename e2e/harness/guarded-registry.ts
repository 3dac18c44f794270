import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Daemon, spawnDaemon } from './daemon'
import { freePorts } from './free-port'
import { openRunDirectory } from './run-directory'
import { waitUntil } from './wait-until'

/** How one of the doors asks who is there. */
export type DoorGuard =
  | { readonly kind: 'open' }
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | {
      readonly kind: 'token'
      readonly realm: string
      readonly service: string
      readonly issuer: string
      readonly certificateFile: string
    }

/** Files of a door's certificate; `clientAuthority`: who has none of that one's is not let in. */
export type DoorTls = { readonly certificate: string; readonly key: string; readonly clientAuthority?: string }

/** Real registries side by side over the same content, each with another guard: it is put in once, through an open door. */
export type GuardedRegistries = {
  readonly directory: string
  /** Starts a registry with a guard, with TLS or in the clear; its address, `127.0.0.1:PORT`. */
  open(guard: DoorGuard, tls?: DoorTls): Promise<string>
  /** More tags of what a tag points at, as the registry itself would store them: hundreds in a moment. */
  copyTag(repository: string, tag: string, names: readonly string[]): void
  close(): void
}

/** Makes the place for the content; nothing runs yet. */
export function guardedRegistries(): GuardedRegistries {
  const run = openRunDirectory('registries')
  makeData(join(run.path, 'data'))
  const daemons: Daemon[] = []
  return {
    directory: run.path,
    open: async (guard, tls) => {
      const [port] = await freePorts(1)
      const address = `127.0.0.1:${String(port)}`
      const file = join(run.path, `${String(port)}.json`)
      writeFileSync(file, JSON.stringify(configuration(run.path, address, guard, tls)))
      const daemon = spawnDaemon('docker-registry', ['serve', file], join(run.path, `${String(port)}.log`), 'with-us')
      daemons.push(daemon)
      await waitUntil('the registry to answer', 15_000, async () => daemon.hasEnded() || answers(address))
      if (daemon.hasEnded()) throw new Error(`docker-registry did not start:\n${daemon.lastOutput()}`)
      return address
    },
    copyTag: (repository, tag, names) => {
      const tags = join(run.path, 'data/docker/registry/v2/repositories', repository, '_manifests/tags')
      const digests = readdirSync(join(tags, tag, 'index/sha256'))
      for (const place of ['current', ...digests.map((digest) => `index/sha256/${digest}`)]) {
        const link = readFileSync(join(tags, tag, place, 'link'))
        for (const name of names) {
          mkdirSync(join(tags, name, place), { recursive: true })
          writeFileSync(join(tags, name, place, 'link'), link)
        }
      }
    },
    close: () => run.sweep(),
  }
}

/** Thousands of small files: in memory where this user may, as a busy disk takes seconds over them. The sweep unmounts it. */
function makeData(directory: string): void {
  mkdirSync(directory)
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'registry', directory], { stdio: 'ignore', timeout: 10_000 })
  } catch {
    // On the disk, then.
  }
}

async function answers(address: string): Promise<boolean> {
  const answer = await fetch(`http://${address}/v2/`)
  // What speaks TLS answers so to who doesn't.
  return [200, 400, 401].includes(answer.status)
}

function configuration(directory: string, address: string, guard: DoorGuard, tls: DoorTls | undefined): object {
  return {
    version: 0.1,
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(directory, 'data') }, delete: { enabled: true } },
    http: { addr: address, ...(tls === undefined ? {} : { tls: encryption(tls) }) },
    ...authentication(directory, guard),
  }
}

function encryption({ certificate, key, clientAuthority }: DoorTls): object {
  return { certificate, key, ...(clientAuthority === undefined ? {} : { clientcas: [clientAuthority] }) }
}

function authentication(directory: string, guard: DoorGuard): object {
  switch (guard.kind) {
    case 'open':
      return {}
    case 'password': {
      const path = join(directory, 'htpasswd')
      // The registry knows bcrypt alone; Perl, which every Debian has, reaches the C library's.
      const script = 'print crypt($ARGV[0], q($2b$05$abcdefghijklmnopqrstuu))'
      const hash = execFileSync('perl', ['-e', script, guard.password], { encoding: 'utf8' })
      writeFileSync(path, `${guard.user}:${hash}\n`)
      return { auth: { htpasswd: { realm: 'shop', path } } }
    }
    case 'token': {
      const { realm, service, issuer, certificateFile } = guard
      return { auth: { token: { realm, service, issuer, rootcertbundle: certificateFile } } }
    }
  }
}
