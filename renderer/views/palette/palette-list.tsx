import { Fragment, type ReactElement } from 'react'
import { optionId, OptionList } from '../../components/filtered-list'
import { Icon } from '../../components/icon'
import { KeyCap } from '../../components/key-cap'
import { StateShape } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument } from '../../keys'
import type { PaletteItem } from './palette-item'
import { matchedPieces } from './palette-search'

type PaletteListProps = {
  readonly listId: string
  readonly items: readonly PaletteItem[]
  readonly chosen: number
  readonly words: readonly string[]
  readonly onChoose: (item: PaletteItem) => void
}

/** What was found, by shelf. */
export function PaletteList({ listId, items, chosen, words, onChoose }: PaletteListProps): ReactElement {
  const { t } = useTranslation('palette')
  return (
    <OptionList listId={listId} chosenIndex={chosen} label={t('title')}>
      {items.length === 0 && <p className="none">{t('nothing')}</p>}
      {items.map((item, index) => (
        <Fragment key={item.id}>
          {item.group !== items[index - 1]?.group && (
            <div className="g" role="presentation">
              <b>{t(`groups.${item.group}`)}</b>
            </div>
          )}
          <div
            id={optionId(listId, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className="pitem"
            onMouseDown={(event) => {
              // The focus stays in the field.
              event.preventDefault()
              onChoose(item)
            }}
          >
            <Face face={item.face} />
            <span className="pa">
              {item.isCode ? (
                <code>
                  <Marked text={item.title} words={words} />
                </code>
              ) : (
                <Marked text={item.title} words={words} />
              )}
            </span>
            <span className="pb ell">
              <Marked text={item.detail} words={words} />
            </span>
            <span className="px">
              {item.aside}
              {item.chord !== null && <KeyCap>{keyCapOf(item.chord, platformOfDocument())}</KeyCap>}
            </span>
          </div>
        </Fragment>
      ))}
    </OptionList>
  )
}

function Face({ face }: Pick<PaletteItem, 'face'>): ReactElement {
  if (face.kind === 'icon') {
    return (
      <span className="pi">
        <Icon name={face.icon} />
      </span>
    )
  }
  return (
    <span className={`pi st st-${face.look.tone}`}>
      <StateShape name={face.look.shape} />
    </span>
  )
}

function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }): ReactElement {
  return (
    <>
      {matchedPieces(text, words).map((piece, index) =>
        piece.isMatch ? (
          <mark key={index} className="hit">
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </>
  )
}
