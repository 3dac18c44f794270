import type { CaseResult } from './fault-case'

/** What is known not to hold: said on the page, and no failure of a run. Only the fault that is named counts. */
type KnownGap = { readonly family: string; readonly name: RegExp; readonly fault: RegExp; readonly why: string }

const knownGaps: readonly KnownGap[] = [
  {
    family: 'docker system prune',
    // From the stop of a service's old container to the start of its new one; admin and web go side by side.
    name: /^(start dev1_|(create|set restart policy of|stop) dev1_(admin|web)_1|write into berth-private)/,
    fault: /^lost the data of /,
    why: 'A prune with `--volumes` removes, on Docker 20.10, the volumes that no container has: between the stop of a service’s old container and the start of its new one both stand still, and both go, and then their volumes with the data. The container is made again by whoever ends the interruption; the data are not.',
  },
]

/** Why what is bound to fail is. */
export const knownReasons: readonly string[] = knownGaps.map(({ why }) => why)

/** What holds, but only once somebody did more than end the interruption. */
export const neededHand =
  'dockerd that is killed while it starts or stops a container (Docker 20.10) may count the port of that container as taken when it comes back, though no container has it any more ([moby 25981](https://github.com/moby/moby/issues/25981), [36591](https://github.com/moby/moby/issues/36591)). Nobody can start anything on that port then, Compose neither. Berth says so (`port-stuck`) and what helps: Docker is restarted on the host; then the slot is resumed, put back or started as ever.'

/** Why a case that failed was bound to; null where it was not. */
export function gapOf({ family, name, fault }: Pick<CaseResult, 'family' | 'name' | 'fault'>): string | null {
  const gap = knownGaps.find((one) => one.family === family && one.name.test(name) && one.fault.test(fault ?? ''))
  return gap?.why ?? null
}
