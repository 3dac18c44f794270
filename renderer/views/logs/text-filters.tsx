import { Popover } from 'radix-ui'
import { type ReactElement, type ReactNode, useState } from 'react'
import { Icon } from '../../components/icon'
import { useTranslation } from '../../i18n/use-translation'
import { mostTexts, type TextFilter, textKey, withText } from './log-filter-choice'
import { TextFilterEditor } from './text-filter-editor'
import type { LogPageModel } from './use-log-page'

type TextFiltersProps = {
  readonly model: LogPageModel
  /** The text an editor opens with at once; null: none is open. */
  readonly draft: TextFilter | null
  readonly onDraft: (draft: TextFilter | null) => void
}

/** The texts that lines must hold or must not, and adding one. */
export function TextFilters({ model, draft, onDraft }: TextFiltersProps): ReactElement {
  const { t } = useTranslation('logs')
  const { texts } = model.filter
  const setTexts = (next: readonly TextFilter[]): void => model.setFilter({ texts: next })
  const isFull = texts.length >= mostTexts
  return (
    <div className="flex log-filters" role="group" aria-label={t('filters')}>
      {texts.map((text) => (
        <TextChip
          key={textKey(text)}
          text={text}
          onChange={(next) =>
            setTexts(
              withText(
                texts.filter((one) => one !== text),
                next,
              ),
            )
          }
          onRemove={() => setTexts(texts.filter((one) => one !== text))}
        />
      ))}
      <EditorPopover
        isOpen={draft !== null}
        onOpenChange={(open) => onDraft(open ? emptyText : null)}
        initial={draft ?? emptyText}
        onApply={(text) => setTexts(withText(texts, text))}
      >
        <button
          type="button"
          className="fchip add"
          aria-disabled={isFull}
          title={isFull ? t('filterFull', { count: mostTexts }) : undefined}
          onClick={(event) => isFull && event.preventDefault()}
        >
          <Icon name="plus" />
          {t('addFilter')}
        </button>
      </EditorPopover>
    </div>
  )
}

const emptyText: TextFilter = { text: '', kind: 'literal', matchCase: false, not: false }

type TextChipProps = {
  readonly text: TextFilter
  readonly onChange: (text: TextFilter) => void
  readonly onRemove: () => void
}

function TextChip({ text, onChange, onRemove }: TextChipProps): ReactElement {
  const { t } = useTranslation('logs')
  const [isOpen, setOpen] = useState(false)
  return (
    <span className="fchip text">
      <EditorPopover isOpen={isOpen} onOpenChange={setOpen} initial={text} onApply={onChange}>
        <button type="button" className="part" title={t('editFilter')}>
          {text.not && <span>{t('filterNot')}</span>}
          <code className="ell">{text.kind === 'regex' ? `/${text.text}/` : text.text}</code>
          {text.matchCase && <span className="n">Aa</span>}
        </button>
      </EditorPopover>
      <button type="button" className="part" aria-label={t('removeFilter', { text: text.text })} onClick={onRemove}>
        <Icon name="x" />
      </button>
    </span>
  )
}

type EditorPopoverProps = {
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly initial: TextFilter
  readonly onApply: (text: TextFilter) => void
  /** The button that opens it. */
  readonly children: ReactNode
}

function EditorPopover({ isOpen, onOpenChange, initial, onApply, children }: EditorPopoverProps): ReactElement {
  const { t } = useTranslation('logs')
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu log-editor"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('filters')}
        >
          <TextFilterEditor
            initial={initial}
            onApply={(text) => {
              onOpenChange(false)
              onApply(text)
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
