import type { Board, HostView, SlotView } from '../../../src/domain/board'
import type { BranchOption } from '../../../src/contract/release-option'
import type { PaletteItem } from './palette-item'
import { deployBlock } from '../board/slot-actions'
import { type PaletteTexts, slotActions, slotItem } from './slot-items'

type Place = { readonly host: HostView; readonly slot: SlotView }

const nothing = { isCode: false, detail: '', aside: '', chord: null, also: '', more: [] } as const

/** What the palette knows from the board alone: slots, versions, hosts, people and what can be done with slots. */
export function boardItems(board: Board, t: PaletteTexts): readonly PaletteItem[] {
  const places = placesOf(board)
  return [
    ...places.map(({ host, slot }) => slotItem(host, slot, t)),
    ...versionItems(places, t),
    ...board.hosts.map(({ host }) => hostItem(host, t)),
    ...peopleItems(places, t),
    ...places.flatMap(({ host, slot }) => slotActions(host, slot, t)),
  ]
}

function placesOf({ hosts }: Board): readonly Place[] {
  return hosts.flatMap(({ host, slots }) => slots.map((slot) => ({ host, slot })))
}

function nameOf({ host, slot }: Place): string {
  return `${host.name} ${slot.name}`
}

function versionItems(places: readonly Place[], t: PaletteTexts): readonly PaletteItem[] {
  const byVersion = new Map<string, Place[]>()
  for (const place of places) {
    const { version } = place.slot
    if (version !== null) byVersion.set(version, [...(byVersion.get(version) ?? []), place])
  }
  return [...byVersion].map(([version, running]) => {
    const summaries = [...new Set(running.map(({ slot }) => slot.kickoff?.summary ?? slot.tag ?? ''))].filter(Boolean)
    const platforms = running.map(({ slot }) => slot.platform ?? '')
    return {
      ...nothing,
      id: `version ${version}`,
      group: 'versions',
      face: { kind: 'icon', icon: 'tag' },
      title: version,
      isCode: true,
      detail: [summaries.join(', '), running.map(nameOf).join(', ')].join(' → '),
      aside: t('palette:slots', { count: running.length }),
      also: [...new Set(platforms)].join(' '),
      goal: { kind: 'narrow', text: version },
    }
  })
}

function hostItem(host: HostView, t: PaletteTexts): PaletteItem {
  return {
    ...nothing,
    id: `host ${host.id}`,
    group: 'hosts',
    face: { kind: 'icon', icon: 'host' },
    title: host.name,
    detail: host.address,
    aside: t(`palette:${host.connection.kind}`),
    goal: { kind: 'view', view: { kind: 'edit-host', hostId: host.id, testsAtOnce: false } },
  }
}

function peopleItems(places: readonly Place[], t: PaletteTexts): readonly PaletteItem[] {
  const deployed = places.map(({ slot }) => slot.deployedBy)
  const reserved = places.map(({ slot }) => slot.reservation?.by ?? null)
  const names = new Set([...deployed, ...reserved].map((name) => name ?? ''))
  return [...names].filter(Boolean).map((name) => {
    const own = places.filter(({ slot }) => slot.deployedBy === name || slot.reservation?.by === name)
    return {
      ...nothing,
      id: `person ${name}`,
      group: 'people',
      face: { kind: 'icon', icon: 'take' },
      title: name,
      detail: own.map(nameOf).join(', '),
      aside: t('palette:whatTheyDid'),
      goal: { kind: 'person', by: name },
    }
  })
}

/** The builds that there are, each with the slots it can be deployed to. */
export function branchItems(branches: readonly BranchOption[], board: Board, t: PaletteTexts): readonly PaletteItem[] {
  const places = placesOf(board)
  const placeAt = new Map(places.map((place) => [`${place.host.id}/${place.slot.name}`, place]))
  const placesAt = (slots: BranchOption['slots']): readonly Place[] =>
    slots.flatMap(({ hostId, slot }) => placeAt.get(`${hostId}/${slot}`) ?? [])
  return branches.map((branch) => {
    const { tag, kickoff, revision, version, runsOn, missing, otherTags } = branch
    const running = placesAt(runsOn).map(nameOf)
    const lacks = missing.length > 0 ? t('palette:noImage', { services: missing.join(', ') }) : ''
    const where = running.length > 0 ? running.join(', ') : t('palette:onNoSlot')
    return {
      ...nothing,
      id: `branch ${tag}`,
      group: 'branches',
      face: { kind: 'icon', icon: 'branch' },
      title: tag,
      isCode: true,
      detail: [revision?.slice(0, 7), version].filter(Boolean).join(' '),
      aside: lacks === '' ? where : lacks,
      also: [kickoff?.summary, kickoff?.date, revision, ...otherTags].filter(Boolean).join(' '),
      goal: { kind: 'more' },
      more: placesAt(branch.slots).flatMap((place) => deployItem(place, tag, t)),
    }
  })
}

function deployItem({ host, slot }: Place, tag: string, t: PaletteTexts): readonly PaletteItem[] {
  if (deployBlock(slot, host) !== null || slot.activity !== null) return []
  return [
    {
      ...nothing,
      id: `deploy ${host.id}/${slot.name} ${tag}`,
      group: 'actions',
      face: { kind: 'icon', icon: 'deploy' },
      title: t('palette:deployTo', { slot: `${host.name} / ${slot.name}` }),
      detail: t('palette:runsNow', { what: slot.kickoff?.summary ?? slot.tag ?? '—' }),
      aside: slot.reservation === null ? '' : t('palette:reservedBy', { who: slot.reservation.by }),
      goal: { kind: 'deploy', slot: { hostId: host.id, slot: slot.name }, tag },
    },
  ]
}
