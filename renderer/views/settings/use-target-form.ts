import { useEffect, useState } from 'react'
import type { ShellReply } from '../../../src/contract/shell-contract'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { SentKind } from '../../../src/domain/notice'
import type { NoticeTarget } from '../../../src/domain/notice-target'
import { useClient } from '../../client-context'
import { useLanguage } from '../../i18n/use-translation'
import { reportError } from '../../stores/notice-store'

/** Why an address is not taken. */
export type AddressRefusal = Extract<ShellReply<'keep-notice-secrets'>, { kind: 'refused' }>['reason']

type Draft = Omit<NoticeTarget, 'id' | 'shown'>

/** What is typed into a field that is never shown again. */
export type TypedSecrets = { readonly address: string; readonly signingSecret: string; readonly unsigned: boolean }

/** A target as it is being written, and how it is saved. */
export type TargetForm = {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly toggleEvent: (kind: SentKind) => void
  readonly setTemplate: (kind: SentKind, text: string) => void
  readonly canKeep: 'keyring' | 'plain' | 'no'
  readonly keep: boolean
  readonly setKeep: (keep: boolean) => void
  readonly refusal: AddressRefusal | null
  readonly error: BerthErrorData | null
  readonly save: (typed: TypedSecrets) => void
}

/** What a new target tells, unless somebody says otherwise: ends and what is done to others. */
const usualEvents: SentKind[] = [
  'succeeded',
  'put-back',
  'failed',
  'rolled-back',
  'taken-over',
  'reserved',
  'overruled',
]

/** The form of a target; null: of a new one. `onSaved` is called once all of it is kept. */
export function useTargetForm(target: NoticeTarget | null, onSaved: () => void): TargetForm {
  const client = useClient()
  const language = useLanguage()
  const [draft, setDraft] = useState<Draft>(
    () => target ?? { kind: 'slack', name: '', language, events: usualEvents, templates: {} },
  )
  const [canKeep, setCanKeep] = useState<TargetForm['canKeep']>('no')
  const [keep, setKeep] = useState(false)
  const [refusal, setRefusal] = useState<AddressRefusal | null>(null)
  const [error, setError] = useState<BerthErrorData | null>(null)
  const targetId = target?.id ?? null
  const [newId] = useState(() => crypto.randomUUID())
  useEffect(() => {
    const look = async (): Promise<void> => {
      const { canKeep: quality } = await client.ask('secret-quality', {})
      setCanKeep(quality)
      if (targetId === null) setKeep(quality === 'keyring')
      else setKeep((await client.ask('notice-secrets-kept', { targetId })).isKept)
    }
    look().catch(reportError)
  }, [client, targetId])
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }))
  const save = async (typed: TypedSecrets): Promise<void> => {
    setRefusal(null)
    setError(null)
    const id = target?.id ?? newId
    const { name } = draft
    const named = { ...draft, name: name.trim() === '' ? draft.kind : name.trim() }
    // The texts are checked before anything is kept.
    const checked = { ...named, id, shown: target?.shown ?? '' }
    if (target !== null) await client.request('save-notice-target', { target: checked })
    const kept = await client.ask('keep-notice-secrets', { targetId: id, ...secretsOf(typed), keep })
    if (kept.kind === 'refused') return setRefusal(kept.reason)
    try {
      await client.request('save-notice-target', { target: { ...checked, shown: kept.shown } })
    } catch (thrown) {
      // Secrets of a target that is not there would be kept for nobody.
      if (target === null) await client.ask('forget-notice-secrets', { targetId: id })
      throw thrown
    }
    onSaved()
  }
  return {
    draft,
    change,
    toggleEvent: (kind) => change({ events: toggled(draft.events, kind) }),
    setTemplate: (kind, text) => change({ templates: withTemplate(draft.templates, kind, text) }),
    canKeep,
    keep,
    setKeep,
    refusal,
    error,
    save: (typed) => void save(typed).catch((thrown: unknown) => setError(toErrorData(thrown))),
  }
}

/** What was left empty stays as it was. */
function secretsOf({ address, signingSecret, unsigned }: TypedSecrets): {
  readonly address?: string
  readonly signingSecret?: string | null
} {
  return {
    ...(address.trim() === '' ? {} : { address: address.trim() }),
    ...(unsigned ? { signingSecret: null } : signingSecret === '' ? {} : { signingSecret }),
  }
}

function toggled(events: NoticeTarget['events'], kind: SentKind): NoticeTarget['events'] {
  return events.includes(kind) ? events.filter((one) => one !== kind) : [...events, kind]
}

function withTemplate(templates: NoticeTarget['templates'], kind: SentKind, text: string): NoticeTarget['templates'] {
  const { [kind]: _before, ...others } = templates
  return text.trim() === '' ? others : { ...others, [kind]: text }
}
