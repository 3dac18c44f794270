import type { KickoffName, ServiceName } from './kickoffs'

/** One deployment of a slot's past. */
export type PastDeployment = {
  readonly hoursAgo: number
  readonly by: string
  readonly kickoff: KickoffName
  /** Services that stay on another branch. */
  readonly except?: Partial<Readonly<Record<ServiceName, KickoffName>>>
  /** Failed at its gate, and was put back. Left out: it succeeded. */
  readonly isPutBack?: true
  readonly reason?: string
}

/** A slot of the sample with its past, oldest first; the last one that succeeded is what it runs. Empty: nobody ever deployed to it. */
export type SampleSlot = {
  readonly host: SampleHostName
  readonly name: string
  readonly past: readonly PastDeployment[]
  readonly stopped?: { readonly hoursAgo: number; readonly by: string }
  readonly reserved?: { readonly by: string; readonly forWhom: string; readonly why: string; readonly hoursAgo: number }
  /** Its web is switched while it serves, behind the host's proxy. */
  readonly isBlueGreen?: true
  /** Of these services the registry has a newer build under the tag that runs. */
  readonly newBuildOf?: readonly ServiceName[]
}

/** The hosts of the sample. */
export const hostNames = ['seoul-1', 'seoul-2'] as const

/** One of them. */
export type SampleHostName = (typeof hostNames)[number]

/** All slots, four a host. */
export const slots: readonly SampleSlot[] = [
  {
    host: 'seoul-1',
    name: 'dev1',
    past: [
      { hoursAgo: 310, by: '최민재', kickoff: 'login' },
      { hoursAgo: 122, by: '정유진', kickoff: 'dashboard' },
      { hoursAgo: 2, by: '이도윤', kickoff: 'checkout', reason: 'QA 요청' },
    ],
    reserved: { by: '김하나', forWhom: 'QA', why: '결제 회귀 테스트', hoursAgo: 1.4 },
    newBuildOf: ['api', 'web'],
  },
  {
    host: 'seoul-1',
    name: 'dev2',
    past: [
      { hoursAgo: 400, by: 'Daniel Reyes', kickoff: 'banner' },
      { hoursAgo: 75, by: 'Emma Clark', kickoff: 'coupon' },
      { hoursAgo: 50, by: '박서준', kickoff: 'refund' },
      { hoursAgo: 26, by: '정유진', kickoff: 'dashboard', reason: 'demo for sales' },
      { hoursAgo: 5, by: 'Priya Nair', kickoff: 'giftCard', isPutBack: true },
    ],
  },
  {
    host: 'seoul-1',
    name: 'dev3',
    past: [
      { hoursAgo: 60, by: '한지우', kickoff: 'checkout' },
      { hoursAgo: 0.8, by: '한지우', kickoff: 'search' },
    ],
  },
  {
    host: 'seoul-1',
    name: 'dev4',
    past: [
      { hoursAgo: 130, by: 'Daniel Reyes', kickoff: 'refund' },
      { hoursAgo: 3.2, by: 'Emma Clark', kickoff: 'coupon' },
    ],
  },
  {
    host: 'seoul-2',
    name: 'dev1',
    past: [
      { hoursAgo: 300, by: '최민재', kickoff: 'login' },
      { hoursAgo: 123, by: '박서준', kickoff: 'dashboard', except: { admin: 'login' } },
    ],
  },
  {
    host: 'seoul-2',
    name: 'dev2',
    past: [
      { hoursAgo: 210, by: '이도윤', kickoff: 'dashboard' },
      { hoursAgo: 28, by: 'Daniel Reyes', kickoff: 'refund' },
    ],
    isBlueGreen: true,
  },
  {
    host: 'seoul-2',
    name: 'dev3',
    past: [{ hoursAgo: 260, by: '최민재', kickoff: 'banner' }],
    stopped: { hoursAgo: 41, by: '최민재' },
  },
  { host: 'seoul-2', name: 'dev4', past: [] },
]
