import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker } from '../../testing/fake-docker'
import { createFakeHostAccess } from '../../testing/fake-host-access'
import { createLedgerAccess } from './create-ledger-access'

const never = new AbortController().signal
let homeDirectory: string

beforeEach(() => (homeDirectory = mkdtempSync(join(tmpdir(), 'berth-ledger-access-'))))
afterEach(() => rmSync(homeDirectory, { recursive: true }))

test.each([true, false])(
  'a host that leaves the board keeps nobody from the end (one command: %s)',
  async (isOneCommand) => {
    const clock = createFakeClock()
    const hostAccess = createFakeHostAccess(createFakeDocker(clock))
    const parts = { hostAccess, clock, log: () => undefined, homeDirectory, isOneCommand }
    const ledger = createLedgerAccess(parts)
    await ledger.refresh('host-1', never)
    hostAccess.remove()
    // What is looked at later finds it gone, and waits for nothing.
    await clock.advance(5_000)
    await expect(ledger.refresh('host-1', never)).rejects.toMatchObject({ code: 'host-unknown' })
    await ledger.close()
    const other = createFakeHostAccess(createFakeDocker(clock))
    const atOnce = createLedgerAccess({ ...parts, hostAccess: other })
    await atOnce.refresh('host-1', never)
    other.remove()
    await atOnce.close()
    expect([hostAccess.listeners(), other.listeners(), clock.sleepers()]).toEqual([0, 0, 0])
  },
)
