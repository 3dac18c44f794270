import type { ReactElement } from 'react'
import { describeError } from '../../../src/domain/berth-error'
import type { Deployment } from '../../../src/domain/deployment'
import { useLanguage } from '../../i18n/use-translation'
import { WarningNote } from './warning-note'

/** What a deployment could not check and went on without. */
export function NotChecked({ deployment }: { readonly deployment: Deployment }): ReactElement {
  const language = useLanguage()
  return (
    <>
      {deployment.notChecked.map((reason, index) => {
        const { message, hint } = describeError(reason, language)
        return (
          <WarningNote key={index}>
            {message} {hint}
          </WarningNote>
        )
      })}
    </>
  )
}
