import { expect, test } from 'vitest'
import { choosePlatform } from './choose-platform'

test.each([
  [['linux/arm64', 'linux/amd64'], 'linux/amd64', 'linux/amd64'],
  [['linux/arm64/v8'], 'linux/arm64', 'linux/arm64/v8'],
  [['linux/arm64'], 'linux/aarch64', 'linux/arm64'],
  [['linux/amd64'], 'linux/x86_64', 'linux/amd64'],
  [['linux/amd64/v3', 'linux/amd64'], 'linux/amd64', 'linux/amd64'],
  [['linux/amd64', 'linux/amd64/v2', 'linux/amd64/v4'], 'linux/amd64/v3', 'linux/amd64/v2'],
  [['linux/arm/v5', 'linux/arm/v7', 'linux/arm/v6'], 'linux/arm/v6', 'linux/arm/v6'],
  [['linux/arm/v7'], 'linux/arm', 'linux/arm/v7'],
  [['linux/arm/v7'], 'linux/arm64', null],
  [['windows/amd64'], 'linux/amd64', null],
  [['linux/s390x'], 'linux/s390x', 'linux/s390x'],
  [[], 'linux/amd64', null],
])('of %j a machine of %s runs %s', (platforms, wanted, chosen) => {
  expect(choosePlatform(platforms, wanted)).toBe(chosen)
})
