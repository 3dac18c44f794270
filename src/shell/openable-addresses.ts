import { isLocalAddress, readWebAddress } from './local-address'

/**
 * What the window may have opened in the person's browser: addresses of this machine, and those that the engine reports:
 * from the published slots files of the board's hosts, and the forges' compare pages of its last comparisons; and the folder of
 * releases that has last told a version. The window's word alone opens nothing else.
 */
export class OpenableAddresses {
  #named: ReadonlySet<string> = new Set()
  #comparePages: ReadonlySet<string> = new Set()
  #releases: string | null = null

  /** What the slots files name, instead of what they named before. */
  replace(addresses: readonly string[]): void {
    this.#named = new Set(addresses.filter((address) => readWebAddress(address) !== null))
  }

  /** The compare pages that the engine names, instead of those before; nothing but `https`. */
  replaceComparePages(pages: readonly string[]): void {
    this.#comparePages = new Set(pages.filter((page) => readWebAddress(page)?.protocol === 'https:'))
  }

  /** The folder of releases that has answered as one; null: none has. */
  replaceReleases(folder: string | null): void {
    this.#releases = folder
  }

  /** The address as the browser is given it; null: it is not opened. */
  find(address: string): string | null {
    const isNamed = this.#named.has(address) || this.#comparePages.has(address) || this.#releases === address
    return isNamed || isLocalAddress(address) ? (readWebAddress(address)?.href ?? null) : null
  }
}
