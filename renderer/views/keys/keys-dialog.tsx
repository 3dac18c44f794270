import type { ReactElement } from 'react'
import { IconButton } from '../../components/button'
import { Dialog, DialogTitle } from '../../components/dialog'
import { KeyCap } from '../../components/key-cap'
import { useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument } from '../../keys'
import { closeDialog } from '../../stores/navigation-store'
import { keySections } from './key-sections'

/** All keys, by page. */
export function KeysDialog(): ReactElement {
  const { t } = useTranslation('app')
  const platform = platformOfDocument()
  return (
    <Dialog size="mid" onClose={closeDialog}>
      <header>
        <DialogTitle>{t('keys.title')}</DialogTitle>
        <span className="grow" />
        <IconButton icon="x" label={t('close')} onClick={closeDialog} />
      </header>
      <div className="body allkeys">
        {keySections.map((section) => (
          <section key={section.title}>
            <h2>{t(`keys.${section.title}`)}</h2>
            <dl>
              {section.keys.map(({ chords, word }) => (
                <div key={word}>
                  <dt>
                    {chords.map((chord) => (
                      <KeyCap key={chord}>{keyCapOf(chord, platform)}</KeyCap>
                    ))}
                    <span className="vh">{chords.map((chord) => keyCapOf(chord, platform)).join(', ')}</span>
                  </dt>
                  <dd>{t(`keys.${word}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
