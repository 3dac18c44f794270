import { expect, test } from 'vitest'
import { OpenableAddresses } from './openable-addresses'

test('what the slots files name is opened, and nothing that only looks like it', () => {
  const openable = new OpenableAddresses()
  expect(openable.find('https://dev1.shop.example.com')).toBeNull()
  openable.replace(['https://dev1.shop.example.com', 'https://dev2.shop.example.com/a?b=1'])
  expect(openable.find('https://dev1.shop.example.com')).toBe('https://dev1.shop.example.com/')
  expect(openable.find('https://dev2.shop.example.com/a?b=1')).toBe('https://dev2.shop.example.com/a?b=1')
  for (const other of ['https://dev1.shop.example.com/more', 'http://dev1.shop.example.com', 'https://example.com']) {
    expect(openable.find(other)).toBeNull()
  }
})

test('an address that no file names any more is closed again; those of this machine stay open', () => {
  const openable = new OpenableAddresses()
  openable.replace(['https://dev1.shop.example.com'])
  openable.replace([])
  expect(openable.find('https://dev1.shop.example.com')).toBeNull()
  expect(openable.find('http://localhost:3001')).toBe('http://localhost:3001/')
})

test('a file that names something else than a web address opens nothing by it', () => {
  const openable = new OpenableAddresses()
  const named = ['file:///etc/passwd', 'javascript:alert(1)', 'https://user:pw@example.com', 'smb://host/x', 'nothing']
  openable.replace(named)
  expect(named.map((address) => openable.find(address))).toEqual(named.map(() => null))
})

test('compare pages that the engine names are opened, over https alone, until it names others', () => {
  const openable = new OpenableAddresses()
  const page = 'https://github.com/shop/web/compare/9f3c2ab...4be1c07'
  openable.replaceComparePages([page, 'http://github.com/shop/web/compare/9f3c2ab...4be1c07'])
  openable.replace(['https://dev1.shop.example.com'])
  expect(openable.find(page)).toBe(page)
  expect(openable.find(`${page}?more`)).toBeNull()
  expect(openable.find('http://github.com/shop/web/compare/9f3c2ab...4be1c07')).toBeNull()
  openable.replaceComparePages([])
  expect(openable.find(page)).toBeNull()
})

test('the folder of releases that answered is opened, exactly it, until another is asked', () => {
  const openable = new OpenableAddresses()
  const folder = 'https://packages.example.com/berth/'
  openable.replaceReleases(folder)
  expect(openable.find(folder)).toBe(folder)
  expect(openable.find(`${folder}../elsewhere/`)).toBeNull()
  openable.replaceReleases(null)
  expect(openable.find(folder)).toBeNull()
})
