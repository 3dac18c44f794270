/** A slots file that has web asked over HTTP at a path; the shop's own containers stay as they are. */
export function healthSlotsFile(slots: readonly string[], path: string): string {
  return JSON.stringify({
    'x-berth': { slots: Object.fromEntries(slots.map((slot) => [slot, {}])) },
    services: {
      api: { image: 'registry.example.com/shop/api:${TAG}' },
      admin: { image: 'registry.example.com/shop/admin:${TAG}' },
      web: {
        image: 'registry.example.com/shop/web:${TAG}',
        ports: ['8080'],
        'x-berth': { health: { http: path, port: 8080 } },
      },
    },
  })
}
