import type { hosts as original } from '../en/hosts'
import type { Translation } from '../texts'

/** See the English original. */
export const hosts: Translation<typeof original> = {
  title: '호스트',
}
