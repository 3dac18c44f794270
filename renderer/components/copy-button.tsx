import { type ReactElement, useEffect, useState } from 'react'
import { useClient } from '../client-context'
import { useTranslation } from '../i18n/use-translation'
import { reportError } from '../stores/notice-store'
import { Button } from './button'

const sayCopiedMs = 2_000

type CopyButtonProps = {
  /** The raw text; shown ones are cut, copied ones are whole. */
  readonly text: string
  readonly label?: string
  readonly size?: 's' | 'm' | 'l'
}

/** Copies a text and says so. */
export function CopyButton({ text, label, size = 's' }: CopyButtonProps): ReactElement {
  const { t } = useTranslation('logs')
  const client = useClient()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), sayCopiedMs)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = (): void => {
    client.ask('copy-text', { text }).then(() => setCopied(true), reportError)
  }
  return (
    <>
      <Button size={size} kind={size === 's' ? 'ghost' : 'plain'} icon={copied ? 'check' : 'copy'} onClick={copy}>
        {copied ? t('copied') : (label ?? t('copy'))}
      </Button>
      <span className="vh" role="status">
        {copied ? t('copied') : ''}
      </span>
    </>
  )
}
