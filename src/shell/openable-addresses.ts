import { isLocalAddress, readWebAddress } from './local-address'

/**
 * What the window may have opened in the person's browser: addresses of this machine, and those that the engine reports
 * from the published slots files of the board's hosts. The window's word alone opens nothing else.
 */
export class OpenableAddresses {
  #named: ReadonlySet<string> = new Set()

  /** What the engine reports, instead of what it reported before. */
  replace(addresses: readonly string[]): void {
    this.#named = new Set(addresses.filter((address) => readWebAddress(address) !== null))
  }

  /** The address as the browser is given it; null: it is not opened. */
  find(address: string): string | null {
    return this.#named.has(address) || isLocalAddress(address) ? (readWebAddress(address)?.href ?? null) : null
  }
}
