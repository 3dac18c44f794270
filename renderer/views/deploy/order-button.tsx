import type { ReactElement } from 'react'
import { type ReleaseOrder, releaseOrders } from '../../../src/domain/settings'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument, useKeys } from '../../keys'
import type { ReleaseShelf } from './release-shelves'

type OrderButtonProps = {
  readonly order: ReleaseOrder
  readonly shelf: ReleaseShelf
  readonly onOrder: (order: ReleaseOrder) => void
}

/** The order of the list; each press takes the next one. */
export function OrderButton({ order, shelf, onOrder }: OrderButtonProps): ReactElement {
  const { t } = useTranslation('deploy')
  const next = (): void => {
    const place = releaseOrders.indexOf(order)
    onOrder(releaseOrders[(place + 1) % releaseOrders.length] ?? 'kickoff')
  }
  useKeys({ 'Ctrl+S': next })
  // What has no kickoff stands in the order of builds then.
  const word = t(`orders.${order === 'kickoff' && shelf === 'tags' ? 'build' : order}`)
  return (
    <Button
      size="s"
      kind="ghost"
      keyCap={keyCapOf('Ctrl+S', platformOfDocument())}
      aria-label={t('orderLabel', { order: word })}
      onClick={next}
    >
      {word}
    </Button>
  )
}
