/** Ports of the host that a container asks for: all of one mapping, of which Docker gives it the first that is free. */
export type WantedPorts = {
  /** Null: all addresses of the host. */
  readonly hostIp: string | null
  readonly protocol: string
  readonly first: number
  /** Equal to `first` where one port alone will do. */
  readonly last: number
}

/** A port of the host that a running container has. */
export type PublishedPort = {
  /** The container's name. */
  readonly container: string
  readonly hostIp: string | null
  readonly protocol: string
  readonly port: number
}

/** Whether what listens on one address keeps others from listening on the other. */
export function sharesAddress(one: string | null, other: string | null): boolean {
  return isAnyAddress(one) || isAnyAddress(other) || one === other
}

function isAnyAddress(address: string | null): boolean {
  return address === null || address === '' || address === '0.0.0.0' || address === '::'
}

/** The container that has the first of the ports, where every one of them is taken; null: one of them is free. */
export function whoTakes(wanted: WantedPorts, published: readonly PublishedPort[]): PublishedPort | null {
  const rivals = published.filter(
    ({ port, protocol, hostIp }) =>
      port >= wanted.first &&
      port <= wanted.last &&
      protocol === wanted.protocol &&
      sharesAddress(hostIp, wanted.hostIp),
  )
  const taken = new Map(rivals.map((rival) => [rival.port, rival]))
  return taken.size === wanted.last - wanted.first + 1 ? (taken.get(wanted.first) ?? null) : null
}
