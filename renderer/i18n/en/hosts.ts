/** Hosts and adding one. */
export const hosts = {
  title: 'Hosts',
} as const
