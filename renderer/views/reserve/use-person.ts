import { useEffect, useState } from 'react'
import { useClient } from '../../client-context'
import { reportError } from '../../stores/notice-store'
import { useSettingsStore } from '../../stores/settings-store'

/** The name others see on what is done from here; empty until the engine has said it. */
export function usePerson(): string {
  const client = useClient()
  const named = useSettingsStore((state) => state.settings.personName)
  const [found, setFound] = useState('')
  useEffect(() => {
    if (named !== '') return undefined
    const asking = new AbortController()
    client
      .request('read-settings', {}, asking.signal)
      .then(({ person }) => setFound(person))
      .catch(reportError)
    return () => asking.abort()
  }, [client, named])
  return named === '' ? found : named
}
