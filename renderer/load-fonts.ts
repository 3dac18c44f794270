import { resources as english } from './i18n/en/resources'
import { resources as korean } from './i18n/ko/resources'

// The first of all modules: what the first paint is written in is loaded while the rest of the program begins. Found by the
// layout alone, the fonts would come after it, and the whole board would be laid out a second time.
const { sealedBoard, settings, systemLanguage } = globalThis.berth.start
const { language } = (settings ?? {}) as { readonly language?: unknown }
const isKorean = language === 'ko' || (language !== 'en' && systemLanguage.startsWith('ko'))
const { app, board, states } = isKorean ? korean : english
const beyondLatin = [sealedBoard ?? '', JSON.stringify([app, board, states])].flatMap(
  (text) => text.match(/[^\0-\x7f]/g) ?? [],
)
// Each letter once: it is looked for in each of some ninety files.
const letters = ['0a↑↓←→↵', ...new Set(beyondLatin)].join('')
for (const family of ['Pretendard Variable', 'JetBrains Mono Variable'])
  void document.fonts.load(`13px '${family}'`, letters).catch(() => undefined)
