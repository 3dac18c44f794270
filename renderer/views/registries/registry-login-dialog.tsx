import { type FormEvent, type ReactElement, type RefObject, useEffect, useRef, useState } from 'react'
import type { SecretQuestionView } from '../../../src/contract/shell-contract'
import { toErrorData } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { Dialog, DialogTitle } from '../../components/dialog'
import { focusFirst } from '../../components/focus-first'
import { Icon } from '../../components/icon'
import { KeepChoice } from '../../components/keep-choice'
import { StateShape } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { type DialogState, openDialog } from '../../stores/navigation-store'
import { reportError } from '../../stores/notice-store'
import { registriesChanged } from '../../stores/registries-store'

type RegistryLoginDialogProps = {
  readonly registry: string
  /** What is opened once this is over: where the person came from. */
  readonly next: DialogState
}

/**
 * Asks who one is at a registry, and tries it there at once. The password stands in its field alone, goes to the shell and
 * is wiped out here. One that is refused is told of here; whatever else comes of it stands with the registry.
 */
export function RegistryLoginDialog({ registry, next }: RegistryLoginDialogProps): ReactElement {
  const { t } = useTranslation('registries')
  const close = (): void => openDialog(next)
  const secret = useRef<HTMLInputElement | null>(null)
  const [user, setUser] = useState('')
  const keeping = useKeeping()
  const { state, give } = useSignIn(registry, close)
  const isTrying = state === 'trying'
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const password = secret.current?.value ?? ''
    if (isTrying || user === '' || password === '') return
    if (secret.current !== null) secret.current.value = ''
    give({ username: user, password, keep: keeping.keep })
  }
  return (
    <Dialog size="small" onClose={close} closesOutside={false}>
      <form className="contents" onSubmit={submit}>
        <header>
          <DialogTitle>{t('dialogTitle', { registry })}</DialogTitle>
        </header>
        <div className="body padded secret">
          <p id="registry-login-lead">{t('dialogLead')}</p>
          <div role="alert">{state === 'refused' && <Refusal />}</div>
          <p className="vh" role="status">
            {isTrying && t('trying')}
          </p>
          <LoginFields user={user} onUser={setUser} secret={secret} />
          <KeepChoice canKeep={keeping.canKeep} keep={keeping.keep} onToggle={keeping.toggle} servesUntilClosed />
        </div>
        <footer>
          <span className="grow" />
          <Button onClick={close}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" offBecause={isTrying ? t('trying') : undefined}>
            {t('give')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

type LoginFieldsProps = {
  readonly user: string
  readonly onUser: (user: string) => void
  readonly secret: RefObject<HTMLInputElement | null>
}

function LoginFields({ user, onUser, secret }: LoginFieldsProps): ReactElement {
  const { t } = useTranslation('registries')
  const usual = { autoComplete: 'off', spellCheck: false } as const
  return (
    <>
      <div className="field">
        <label htmlFor="registry-user">{t('user')}</label>
        <div className="input">
          <input
            {...usual}
            id="registry-user"
            ref={focusFirst}
            className="mono"
            value={user}
            maxLength={255}
            aria-describedby="registry-login-lead"
            onChange={(event) => onUser(event.currentTarget.value)}
          />
        </div>
      </div>
      <div className="field">
        <label htmlFor="registry-secret">{t('secret')}</label>
        <div className="input">
          <Icon name="key" />
          <input {...usual} id="registry-secret" ref={secret} type="password" maxLength={4_096} />
        </div>
      </div>
    </>
  )
}

function Refusal(): ReactElement {
  const { t } = useTranslation('registries')
  return (
    <p className="flex why">
      <span className="st st-bad">
        <StateShape name="fail" />
      </span>
      {t('refused')}
    </p>
  )
}

type SignInState = 'asking' | 'trying' | 'refused'

type Login = { readonly username: string; readonly password: string; readonly keep: boolean }

function useSignIn(registry: string, onOver: () => void): { state: SignInState; give: (login: Login) => void } {
  const client = useClient()
  const [state, setState] = useState<SignInState>('asking')
  const isOpen = useRef(true)
  useEffect(() => {
    isOpen.current = true
    return () => void (isOpen.current = false)
  }, [])
  const signIn = async (login: Login): Promise<void> => {
    await client.ask('put-registry-login', { registry, ...login })
    const error = await client.request('try-registry', { registry }).then(() => null, toErrorData)
    registriesChanged()
    if (!isOpen.current) return
    if (error?.code === 'typed-login-refused') setState('refused')
    else onOver()
  }
  const give = (login: Login): void => {
    setState('trying')
    signIn(login).catch((error: unknown) => {
      setState('asking')
      reportError(error)
    })
  }
  return { state, give }
}

type Keeping = { canKeep: SecretQuestionView['canKeep']; keep: boolean; toggle: () => void }

/** Whether it is to outlive this run; in a keyring, unless the person says no. */
function useKeeping(): Keeping {
  const client = useClient()
  const [canKeep, setCanKeep] = useState<SecretQuestionView['canKeep']>('no')
  const [wish, setWish] = useState<boolean | null>(null)
  useEffect(() => {
    client.ask('secret-quality', {}).then((reply) => setCanKeep(reply.canKeep), reportError)
  }, [client])
  const keep = wish ?? canKeep === 'keyring'
  return { canKeep, keep, toggle: () => setWish(!keep) }
}
