import { Component, type ReactElement, type ReactNode } from 'react'
import { type BerthErrorData, describeError, toErrorData } from '../../src/domain/berth-error'
import { useLanguage, useTranslation } from '../i18n/use-translation'
import { Button } from './button'

type FaultBoundaryProps = { readonly children: ReactNode }

/** Keeps a fault of one page or dialog from blanking the window: it says so in place, and the rest goes on. */
export class FaultBoundary extends Component<FaultBoundaryProps, { readonly error: BerthErrorData | null }> {
  override state: { readonly error: BerthErrorData | null } = { error: null }

  static getDerivedStateFromError(thrown: unknown): { error: BerthErrorData } {
    return { error: toErrorData(thrown) }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error === null ? this.props.children : <Fault error={error} retry={() => this.setState({ error: null })} />
  }
}

function Fault({ error, retry }: { readonly error: BerthErrorData; readonly retry: () => void }): ReactElement {
  const { t } = useTranslation('app')
  const { message, hint } = describeError(error, useLanguage())
  return (
    <div className="fault" role="alert">
      <b>{message}</b>
      <p>{hint}</p>
      <Button onClick={retry}>{t('retry')}</Button>
    </div>
  )
}
