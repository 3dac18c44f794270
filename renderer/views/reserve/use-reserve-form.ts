import { useState } from 'react'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Reservation } from '../../../src/domain/reservation'
import { useClient } from '../../client-context'
import { closeDialog, type SlotAddress } from '../../stores/navigation-store'
import { useSettingsStore } from '../../stores/settings-store'
import type { UntilChoiceState } from './until-choice'
import { untilFault, type UntilPreset, untilPresets } from './until-presets'
import { forWhomOf, whomChoiceOf, type WhomChoiceState } from './whom-choice'

/** What a reservation gives way to: nothing, one's own, or somebody else's that is overruled. */
export type ReservePurpose =
  { readonly kind: 'new' } | { readonly kind: 'change' | 'overrule'; readonly present: Reservation }

/** The form's state, and sending it. `missing`: what has to be entered first. */
export type ReserveForm = {
  readonly presets: readonly UntilPreset[]
  readonly until: UntilChoiceState
  readonly setUntil: (until: UntilChoiceState) => void
  readonly why: string
  readonly setWhy: (why: string) => void
  readonly whom: WhomChoiceState
  readonly setWhom: (whom: WhomChoiceState) => void
  readonly reason: string
  readonly setReason: (reason: string) => void
  readonly missing: 'time' | 'reason' | null
  readonly isSaving: boolean
  readonly error: BerthErrorData | null
  readonly save: () => void
}

/** See `ReserveForm`. */
export function useReserveForm(address: SlotAddress, purpose: ReservePurpose): ReserveForm {
  const own = purpose.kind === 'change' ? purpose.present : null
  const [presets] = useState(() => untilPresets(Date.now()))
  const [until, setUntil] = useState<UntilChoiceState>(() => startChoice(presets, own))
  const [why, setWhy] = useState(own?.why ?? '')
  const [whom, setWhom] = useState<WhomChoiceState>(() => whomChoiceOf(own?.forWhom ?? ''))
  const [reason, setReason] = useState('')
  const sending = useSending(address)
  const over =
    purpose.kind === 'overrule' ? { reservationId: purpose.present.reservationId, reason: reason.trim() } : null
  const missing = missingOf(until, over)
  const save = (): void => {
    const { untilMs } = until
    // The clock has gone on since the last render.
    if (untilMs === null || untilFault(untilMs, Date.now()) !== null || missing !== null) return
    sending.send({ untilMs, why: why.trim(), forWhom: forWhomOf(whom), over })
  }
  const { isSaving, error } = sending
  return { presets, until, setUntil, why, setWhy, whom, setWhom, reason, setReason, missing, isSaving, error, save }
}

function missingOf(until: UntilChoiceState, over: { readonly reason: string } | null): ReserveForm['missing'] {
  if (until.untilMs === null) return 'time'
  return over !== null && over.reason === '' ? 'reason' : null
}

function startChoice(presets: readonly UntilPreset[], own: Reservation | null): UntilChoiceState {
  if (own === null) return presets[0] ?? { kind: 'pick', untilMs: null }
  return presets.find(({ untilMs }) => untilMs === own.untilMs) ?? { kind: 'pick', untilMs: own.untilMs }
}

type Wanted = {
  readonly untilMs: number
  readonly why: string
  readonly forWhom: string
  readonly over: { readonly reservationId: string; readonly reason: string } | null
}

function useSending({ hostId, slot }: SlotAddress) {
  const client = useClient()
  const by = useSettingsStore((state) => state.settings.personName)
  const [isSaving, setSaving] = useState(false)
  const [error, setError] = useState<BerthErrorData | null>(null)
  const send = (wanted: Wanted): void => {
    if (isSaving) return
    setSaving(true)
    setError(null)
    client
      .request('reserve-slot', { hostId, slot, by, ...wanted })
      .then(closeDialog)
      .catch((thrown: unknown) => setError(toErrorData(thrown)))
      .finally(() => setSaving(false))
  }
  return { isSaving, error, send }
}
