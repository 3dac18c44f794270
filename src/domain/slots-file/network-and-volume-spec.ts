/** A network that services of the slot use. */
export type NetworkSpec = {
  /** Its key in the file; `default` where the file names none. */
  readonly key: string
  /** Its name on the engine: `<slot>_<key>` unless the file gives another. */
  readonly name: string
  /** It must be there already; Berth neither makes nor removes it. All below is then empty. */
  readonly external: boolean
  readonly driver: string | null
  readonly driverOpts: Readonly<Record<string, string>>
  readonly internal: boolean
  readonly attachable: boolean
  readonly enableIpv6: boolean
  readonly ipam: IpamSpec | null
  readonly labels: Readonly<Record<string, string>>
}

/** Where a network's addresses come from. */
export type IpamSpec = {
  readonly driver: string | null
  readonly config: readonly {
    readonly subnet: string | null
    readonly ipRange: string | null
    readonly gateway: string | null
    readonly auxAddresses: Readonly<Record<string, string>>
  }[]
  readonly options: Readonly<Record<string, string>>
}

/** A named volume that services of the slot use. */
export type VolumeSpec = {
  /** Its key in the file. */
  readonly key: string
  /** Its name on the engine: `<slot>_<key>` unless the file gives another. */
  readonly name: string
  /** It must be there already; Berth neither makes nor removes it. All below is then empty. */
  readonly external: boolean
  readonly driver: string | null
  readonly driverOpts: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
}
