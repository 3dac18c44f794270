/**
 * Stands in every secret that tests make up, in constants and in samples alike. After the suites `npm test` looks for it in
 * all that they printed: where it shows, a secret leaked.
 */
export const secretMarker = 'hunter2'

/** A secret of a test: a password, a token, a passphrase. `name` tells those of one test apart. */
export function testSecret(name: string): string {
  return `${secretMarker}-${name}`
}
