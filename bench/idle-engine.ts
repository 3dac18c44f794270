// A process that holds nothing but an engine of Berth with the hosts that its arguments name after the time to measure:
// prints the share of one core, in percent, that it took.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createVisitor } from '../e2e/harness/sshd-visitor'
import { engineOf } from '../e2e/hosts/far-person'
import { systemClock } from '../src/engine/system-clock'

const never = new AbortController().signal
const [, , measuredMs = '', ...hosts] = process.argv

const directory = mkdtempSync(join(tmpdir(), 'berth-bench-idle-'))
try {
  const engine = engineOf(createVisitor(directory), hosts, true)
  await engine.settled(never)
  // What loading left behind, collected in this minute, would count as the hosts'.
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  const before = process.cpuUsage()
  await systemClock.sleep(Number(measuredMs), never)
  const { user, system } = process.cpuUsage(before)
  await engine.close()
  console.log(((user + system) / 1_000 / Number(measuredMs)) * 100)
} finally {
  rmSync(directory, { recursive: true, force: true })
}
