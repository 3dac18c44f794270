import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { createI18n } from './i18n'
import { Texts, TextsProvider, useLanguage, useTranslation } from './use-translation'

function Probe(): ReactElement {
  const { t } = useTranslation(['board', 'states'])
  return <p>{[useLanguage(), t('service.restarts', { count: 4 }), t('states:healthy')].join(' | ')}</p>
}

test('texts are of the language and of the first namespace, or the one that is named', () => {
  const shown = (language: 'en' | 'ko'): string =>
    renderToStaticMarkup(
      <TextsProvider source={createI18n(language)}>
        <Probe />
      </TextsProvider>,
    )
  expect(shown('en')).toBe('<p>en | 4 restarts | Healthy</p>')
  expect(shown('ko')).toBe('<p>ko | 재시작 4회 | 정상</p>')
  expect(() => renderToStaticMarkup(<Probe />)).toThrow('outside of TextsProvider')
})

test('what shows a text gets the same function each time, so that nothing is made anew for it', () => {
  const texts = new Texts(createI18n('en'), 'en')
  expect(texts.of('board')).toBe(texts.of('board'))
  expect(texts.of(['board', 'states'])).toBe(texts.of(['board', 'states']))
  expect(texts.of(['states', 'board'])).not.toBe(texts.of(['board', 'states']))
})
