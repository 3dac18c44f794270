import type { i18n, Namespace, TFunction } from 'i18next'
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  use,
  useCallback,
  useMemo,
  useSyncExternalStore,
} from 'react'
import type { Language } from '../../src/domain/berth-error'

/** The texts of one language. What it answers stays the same object, so that nothing renders or is made anew for it. */
export class Texts {
  readonly language: Language
  readonly #source: i18n
  readonly #bound = new Map<string, { readonly t: TFunction }>()

  constructor(source: i18n, language: string) {
    this.#source = source
    this.language = language === 'ko' ? 'ko' : 'en'
  }

  of(namespaces: Namespace): { readonly t: TFunction } {
    const name = String(namespaces)
    const known = this.#bound.get(name)
    if (known !== undefined) return known
    const bound = { t: this.#source.getFixedT(this.language, namespaces) as TFunction }
    this.#bound.set(name, bound)
    return bound
  }
}

const TextsContext = createContext<Texts | null>(null)

type TextsProviderProps = { readonly source: i18n; readonly children: ReactNode }

/** Gives all below it their texts, and others when the language changes. */
export function TextsProvider({ source, children }: TextsProviderProps): ReactElement {
  const subscribe = useCallback(
    (onChange: () => void) => {
      source.on('languageChanged', onChange)
      return () => source.off('languageChanged', onChange)
    },
    [source],
  )
  const languageNow = (): string => source.language
  const language = useSyncExternalStore(subscribe, languageNow, languageNow)
  const texts = useMemo(() => new Texts(source, language), [source, language])
  return createElement(TextsContext, { value: texts }, children)
}

/** The texts of some namespaces; keys without one are of the first. Throws outside of `TextsProvider`. */
export function useTranslation<const Names extends Namespace>(names: Names): { readonly t: TFunction<Names> } {
  return useTexts().of(names) as unknown as { readonly t: TFunction<Names> }
}

/** The language the window speaks now, for formatters and errors. */
export function useLanguage(): Language {
  return useTexts().language
}

function useTexts(): Texts {
  const texts = use(TextsContext)
  if (texts === null) throw new Error('texts outside of TextsProvider')
  return texts
}
