import { type ReactElement, useState } from 'react'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { reportError } from '../../stores/notice-store'

/** Forgets what was kept to log in with; hosts ask again when they need it. */
export function ForgetSecrets(): ReactElement {
  const { t } = useTranslation('hosts')
  const client = useClient()
  const [forgotten, setForgotten] = useState<number | null>(null)
  const forget = (): void => {
    client.ask('forget-secrets', {}).then((reply) => setForgotten(reply.forgotten), reportError)
  }
  return (
    <div className="forget">
      <Button kind="ghost" icon="key" onClick={forget}>
        {t('forget')}
      </Button>
      <span className="meta tx2" role="status">
        {forgotten === null ? '' : t('forgotten', { count: forgotten })}
      </span>
    </div>
  )
}
