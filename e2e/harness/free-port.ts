import { randomInt } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Below what systems give to outgoing connections: one of those on a container's port would keep it from starting. */
const lowestPort = 12_000
const highestPort = 32_000
/** One file a port with the process that has it: a port is free for a moment whenever its container is replaced. */
const claims = join(tmpdir(), `berth-test-ports-${String(process.getuid?.() ?? 0)}`)
const claimed = new Set<number>()
process.once('exit', () => claimed.forEach((port) => rmSync(fileOf(port), { force: true })))

/** Ports free now, all different, and given to nobody else as long as this process lives. */
export async function freePorts(count: number): Promise<readonly number[]> {
  mkdirSync(claims, { recursive: true })
  const ports: number[] = []
  while (ports.length < count) {
    const port = randomInt(lowestPort, highestPort)
    if (claim(port) && (await isFree(port))) ports.push(port)
  }
  return ports
}

function claim(port: number): boolean {
  if (claimed.has(port) || isHeld(port)) return false
  try {
    writeFileSync(fileOf(port), String(process.pid), { flag: 'wx' })
    claimed.add(port)
    return true
  } catch {
    // Another process was faster.
    return false
  }
}

/** Whether a living process has the port; the claim of a dead one is taken away. */
function isHeld(port: number): boolean {
  try {
    return process.kill(Number(readFileSync(fileOf(port), 'utf8')), 0)
  } catch {
    rmSync(fileOf(port), { force: true })
    return false
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
}

function fileOf(port: number): string {
  return join(claims, String(port))
}
