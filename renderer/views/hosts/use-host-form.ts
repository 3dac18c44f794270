import { useCallback, useMemo, useState } from 'react'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { sameData } from '../../../src/domain/same-data'
import type { Client } from '../../client'
import type { HostDraft } from './host-draft'
import { type TestResult, useHostTest } from './use-host-test'
import { type DraftReading, readDraft, type WantedHost } from './wanted-host'

/** What is wrong with which field. */
export type DraftFaults = Extract<DraftReading, { kind: 'faulty' }>['faults']

/** The form of a host, with its test. */
export type HostForm = {
  readonly draft: HostDraft
  readonly change: (part: Partial<HostDraft>) => void
  /** Empty until something was asked of the form: nobody is told off while still typing. */
  readonly faults: DraftFaults
  readonly result: TestResult
  /** Whether the last test was of something else than what the form says now. */
  readonly hasChanged: boolean
  /** Why it could not be saved. */
  readonly problem: BerthErrorData | null
  readonly test: () => void
  readonly save: () => void
}

/** Tests and saves what the form says. `send` saves it; `onSaved` is called once that is done. */
export function useHostForm(
  client: Client,
  initial: HostDraft,
  send: (wanted: WantedHost) => Promise<unknown>,
  onSaved: () => void,
): HostForm {
  const [draft, setDraft] = useState(initial)
  const [isAsked, setAsked] = useState(false)
  const [problem, setProblem] = useState<BerthErrorData | null>(null)
  const { run, start } = useHostTest(client)
  const reading = useMemo(() => readDraft(draft), [draft])
  const change = useCallback((part: Partial<HostDraft>) => {
    setProblem(null)
    setDraft((before) => ({ ...before, ...part }))
  }, [])
  const withWanted = useCallback(
    (act: (wanted: WantedHost) => void) => {
      setAsked(true)
      setProblem(null)
      if (reading.kind === 'ready') act(reading.wanted)
    },
    [reading],
  )
  const test = useCallback(() => withWanted(start), [withWanted, start])
  const save = useCallback(
    () => withWanted((wanted) => void send(wanted).then(onSaved, (error: unknown) => setProblem(toErrorData(error)))),
    [withWanted, send, onSaved],
  )
  const isCurrent = run !== null && reading.kind === 'ready' && isSameWay(run.of, reading.wanted)
  return {
    draft,
    change,
    faults: isAsked && reading.kind === 'faulty' ? reading.faults : {},
    result: isCurrent ? run.result : { kind: 'untested' },
    hasChanged: run !== null && !isCurrent,
    problem,
    test,
    save,
  }
}

/** A host's name makes no difference to how it is reached. */
function isSameWay(one: WantedHost, other: WantedHost): boolean {
  return sameData({ ...one, name: '' }, { ...other, name: '' })
}
