import type { CaseResult } from './fault-case'

/** What is known not to hold: said on the page, and no failure of a run. Only the fault that is named counts. */
type KnownGap = { readonly family: string; readonly name: RegExp; readonly fault: RegExp; readonly why: string }

const knownGaps: readonly KnownGap[] = [
  {
    family: 'docker system prune',
    // From the stop of a service's old container to the start of its new one; admin and web go side by side.
    name: /^(start dev1_|(create|set restart policy of|stop) dev1_(admin|web)_1|write into berth-private)/,
    fault: /^no container of \w+ can be started \(none is there\)|^lost the data of /,
    why: 'A prune removes containers that stand still, and on Docker 20.10 the volumes that no other container has: between the stop of a service’s old container and the start of its new one both stand still, and both go, with their data.',
  },
]

/** Why what is bound to fail is. */
export const knownReasons: readonly string[] = knownGaps.map(({ why }) => why)

/** Why a case that failed was bound to; null where it was not. */
export function gapOf({ family, name, fault }: Pick<CaseResult, 'family' | 'name' | 'fault'>): string | null {
  const gap = knownGaps.find((one) => one.family === family && one.name.test(name) && one.fault.test(fault ?? ''))
  return gap?.why ?? null
}

/** What failed every time it was tried and is to be mended: fails a run that tries it, and stands on every page, as not every run does. */
export const openFaults: readonly string[] = [
  'docker system prune after the new containers were made and while an old one’s restart policy is taken away: the lock and the new containers go, and the old container, which serves on, keeps the policy `no` after *unlock* and the next operation. *Put back* is refused there, as the new version’s image is gone from the host.',
  'docker system prune between the stop of the old container and the start of the new one: neither *resume* nor *put back* makes the service’s container anew.',
]
