import { expect, it } from 'vitest'
import { homeDirectory } from './home-directory'

it.each<[NodeJS.Platform, Record<string, string>, string]>([
  ['linux', { HOME: '/home/a' }, '/home/a/.config/Berth'],
  ['linux', { HOME: '/home/a', XDG_CONFIG_HOME: '/cfg' }, '/cfg/Berth'],
  ['linux', { HOME: '/home/a', XDG_CONFIG_HOME: 'relative' }, '/home/a/.config/Berth'],
  ['darwin', { HOME: '/Users/a' }, '/Users/a/Library/Application Support/Berth'],
  ['win32', { APPDATA: 'C:\\Users\\a\\AppData\\Roaming' }, 'C:\\Users\\a\\AppData\\Roaming\\Berth'],
  ['win32', { USERPROFILE: 'C:\\Users\\a' }, 'C:\\Users\\a\\AppData\\Roaming\\Berth'],
  ['linux', { HOME: '/home/a', BERTH_HOME: '/srv/berth' }, '/srv/berth'],
])('on %s with %o it is %s', (platform, environment, directory) => {
  expect(homeDirectory(environment, platform)).toBe(directory)
})
