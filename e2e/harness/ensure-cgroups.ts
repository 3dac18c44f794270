import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'

const ROOT = '/sys/fs/cgroup'

/** Mounts the control groups where nobody did (a machine without systemd): dockerd doesn't start without them. */
export function ensureCgroups(): void {
  if (/ - cgroup2? /.test(readFileSync('/proc/self/mountinfo', 'utf8'))) return
  const controllers = readFileSync('/proc/cgroups', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t')[0] ?? '')
  mount(['-t', 'tmpfs', '-o', 'mode=755', 'cgroup', ROOT])
  for (const controller of controllers) {
    mkdirSync(`${ROOT}/${controller}`, { recursive: true })
    mount(['-t', 'cgroup', '-o', controller, 'cgroup', `${ROOT}/${controller}`])
  }
}

function mount(mountArguments: readonly string[]): void {
  execFileSync('mount', mountArguments, { stdio: 'ignore' })
}
