import { afterEach, describe, expect, it } from 'vitest'
import type { Board } from '../../domain/board'
import type { Deployment } from '../../domain/deployment'
import type { LedgerDraft } from '../../domain/ledger/ledger-record'
import type { Notice } from '../../domain/notice'
import { type Settings, settingsSchema } from '../../domain/settings'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeLedgerAccess } from '../../testing/fake-ledger-access'
import { sampleDeployment } from '../../testing/sample-deployment'
import { sampleBegun, sampleEnded } from '../../testing/sample-ledger-records'
import { sampleHost, sampleService, sampleSlot } from '../../testing/sample-views'
import { createFollowedNotices, type FollowedNotices } from './followed-notices'
import { createOwnNotices, tellingAppends } from './own-notices'

const never = new AbortController().signal
const open: FollowedNotices[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((followed) => followed.close()))
})

/** `agoMs`: how long ago everything is that the ledger tells. */
function world(changes: Partial<Settings> = {}, agoMs = 0) {
  const clock = createFakeClock()
  const fake = createFakeLedgerAccess(clock)
  const followed = [{ hostId: 'seoul-1', slot: 'dev1' }]
  const settings = { ...settingsSchema.parse({}), followed, ...changes }
  const told: { readonly kind: Notice['kind']; readonly isOwn: boolean }[] = []
  const sent: string[] = []
  let board: Board = { hosts: [] }
  const own = createOwnNotices({
    hostName: () => 'seoul-1',
    isBegun: (hostId, id) => fake.state(hostId)?.deployments.some(({ deploymentId }) => deploymentId === id) === true,
    tell: (notice, deployment) => {
      sent.push(notice.kind)
      notices.ownDone(notice, deployment)
    },
  })
  const ledger = tellingAppends(fake, own.appended)
  const notices = createFollowedNotices({
    settings: () => settings,
    board: () => board,
    ledger: { ...ledger, hostNowMs: (hostId) => ledger.hostNowMs(hostId) + agoMs },
    isOwn: own.isOwn,
    deployments: { deployments: () => [sampleDeployment(0)], isOwn: (id) => id === 'd-1' },
    clock,
    tell: ({ kind }, isOwn) => told.push({ kind, isOwn }),
  })
  open.push(notices)
  ledger.onChange(notices.ledgerChanged)
  notices.ledgerChanged('seoul-1')
  const show = (state: 'healthy' | 'unhealthy', connection = sampleHost(clock.nowMs(), 'seoul-1').connection): void => {
    const host = { ...sampleHost(clock.nowMs(), 'seoul-1'), connection }
    const slots = ['dev1', 'dev2'].map((name) =>
      sampleSlot('seoul-1', name, [sampleService(clock.nowMs(), 'api', {})], { state }),
    )
    board = { hosts: [{ host, slots }] }
    notices.boardChanged()
  }
  return { clock, fake, ledger, own, told, sent, show }
}

const reserved: LedgerDraft = {
  kind: 'reserved',
  by: '김하나',
  slot: 'dev1',
  reservationId: 'a',
  forWhom: '',
  why: '',
  untilMs: 9e15,
}

/** A deployment that ended after so long. */
function ended(tookMs: number, result: Deployment['result']): Deployment {
  const { startedAtMs } = sampleDeployment(0)
  return sampleDeployment(0, { phase: 'ended', endedAtMs: startedAtMs + tookMs, result })
}

describe('a followed slot', () => {
  it('tells what others did there, and nothing of other slots or of what was done from here', async () => {
    const { clock, fake, ledger, told, sent } = world()
    fake.control.write('seoul-1', sampleBegun('theirs'), sampleBegun('elsewhere', 'dev2'))
    await ledger.append('seoul-1', [reserved], never)
    await clock.advance(1_000)
    expect(told).toEqual([{ kind: 'started', isOwn: false }])
    expect(sent).toEqual(['reserved'])
    fake.control.write('seoul-1', sampleEnded('theirs', 'dev1', null))
    await clock.advance(1_000)
    expect(told.map(({ kind }) => kind)).toEqual(['started', 'put-back'])
  })

  it('tells nothing of an own deployment by its end in the ledger, which is written before it has ended', async () => {
    const { clock, fake, told } = world()
    fake.control.write('seoul-1', sampleBegun('d-1'), sampleEnded('d-1'))
    await clock.advance(1_000)
    expect(told).toEqual([])
  })

  it('tells nothing of what is long over when a host is heard of again', async () => {
    for (const [minutesAgo, told] of [
      [9, 1],
      [11, 0],
    ] as const) {
      const there = world({}, minutesAgo * 60_000)
      there.fake.control.write('seoul-1', sampleBegun('theirs'))
      await there.clock.advance(1_000)
      expect(there.told).toHaveLength(told)
    }
  })

  it('tells how it does, but not what was found at first nor what is only remembered of a lost host', () => {
    const { show, told, clock } = world()
    show('unhealthy')
    show('healthy')
    show('unhealthy', { kind: 'connecting', lastSeenAtMs: clock.nowMs() })
    expect(told.map(({ kind }) => kind)).toEqual(['recovered'])
    show('unhealthy')
    expect(told.map(({ kind }) => kind)).toEqual(['recovered', 'unhealthy'])
  })

  it('is silent where notifications are off, and in quiet hours', () => {
    for (const changes of [{ desktopNotices: false }, { quietHours: { from: '00:00', to: '23:59', weekends: true } }]) {
      const { show, told } = world(changes)
      show('healthy')
      show('unhealthy')
      expect(told).toEqual([])
    }
  })
})

describe('an own deployment', () => {
  it('is sent at its beginning and its end once each, and told to oneself at the end of a long one alone', () => {
    const { own, told, sent } = world()
    for (const step of [0, 1, 2]) own.deploymentChanged(sampleDeployment(step))
    own.deploymentChanged(ended(9_999, { kind: 'succeeded' }))
    own.deploymentChanged(ended(9_999, { kind: 'succeeded' }))
    expect([sent, told]).toEqual([['started', 'succeeded'], []])
    const long = world()
    long.own.deploymentChanged(ended(10_000, { kind: 'succeeded' }))
    expect(long.told).toEqual([{ kind: 'succeeded', isOwn: true }])
  })

  it('that fails is told whatever its length and the hour, and that of a colleague’s that is gone on with as a takeover', async () => {
    const error = { code: 'gate-failed', message: '', hint: '', retryable: false, details: {} } as const
    const { own, told } = world({ quietHours: { from: '00:00', to: '23:59', weekends: true } })
    own.deploymentChanged(ended(1, { kind: 'put-back', error, failingOutput: '', log: '' }))
    expect(told).toEqual([{ kind: 'put-back', isOwn: true }])
    const { own: mine, fake, ledger, sent } = world()
    fake.control.write('seoul-1', sampleBegun('d-1'))
    const takeover = { lockDeploymentId: 'd-1', lockOwner: '박서준', choice: 'resume', reason: 'left' } as const
    await ledger.append('seoul-1', [{ kind: 'taken-over', by: '이도윤', slot: 'dev1', ...takeover }], never)
    mine.deploymentChanged(sampleDeployment(0))
    expect(sent).toEqual(['taken-over'])
  })

  it('taken over by a colleague is told, though the slot is not followed', async () => {
    const { fake, told, clock } = world({ followed: [] })
    const takeover = { lockDeploymentId: 'd-1', lockOwner: '이도윤', choice: 'put-back', reason: 'left' } as const
    fake.control.write('seoul-1', { kind: 'taken-over', by: '박서준', slot: 'dev1', ...takeover })
    await clock.advance(1_000)
    expect(told).toEqual([{ kind: 'taken-over', isOwn: false }])
  })
})
