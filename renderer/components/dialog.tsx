import { Dialog as RadixDialog } from 'radix-ui'
import { type ReactElement, type ReactNode, useState } from 'react'

type DialogProps = {
  /** The name of the dialog for screen readers; its visible title carries `DialogTitle`. */
  readonly size?: 'large' | 'mid' | 'small' | 'plan-only' | 'pop' | 'palette'
  readonly onClose: () => void
  /** Called for Esc instead of `onClose`, for dialogs in which Esc first means something else. */
  readonly onEscape?: (event: KeyboardEvent) => void
  /** False: a click beside the dialog does nothing. */
  readonly closesOutside?: boolean
  readonly children: ReactNode
}

/**
 * A dialog over the window: focus stays inside, Esc closes, focus goes back to where it was. Its children are `header`
 * (with a `DialogTitle`), `.body` and `footer`. The overlay of Radix is left out: it writes a style element, which the
 * content security policy refuses.
 */
export function Dialog(props: DialogProps): ReactElement {
  const { size = 'large', onClose, onEscape, closesOutside = true, children } = props
  const sizeClass = size === 'large' ? '' : ` ${size}`
  // Radix gives the focus back to its own trigger alone, and these dialogs have none.
  const [opener] = useState(focusBefore)
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <div className="scrim">
          <RadixDialog.Content
            className={`dlg${sizeClass}`}
            aria-describedby={undefined}
            onEscapeKeyDown={(event) => {
              if (onEscape === undefined) return
              event.preventDefault()
              onEscape(event)
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              // Another dialog may have taken its place: the focus is in there.
              const isReplaced = document.querySelector('.dlg') !== null
              if (!isReplaced && opener instanceof HTMLElement && opener.isConnected) opener.focus()
            }}
            onInteractOutside={(event) => !closesOutside && event.preventDefault()}
          >
            {children}
          </RadixDialog.Content>
        </div>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}

let beforeAnyDialog: Element | null = null

/** What had the focus before dialogs opened: one that takes another's place gives it back to where that came from. */
function focusBefore(): Element | null {
  const active = document.activeElement
  if (active?.closest('.dlg') === null) beforeAnyDialog = active
  return beforeAnyDialog
}

/** The dialog's visible title, which is its name too. */
export function DialogTitle({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <RadixDialog.Title asChild>
      <h1>{children}</h1>
    </RadixDialog.Title>
  )
}
