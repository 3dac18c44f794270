import type { settings as original } from '../en/settings'
import type { Translation } from '../texts'

/** See the English original. */
export const settings: Translation<typeof original> = {
  title: '설정',
}
