import { expectState } from './board-page'
import { expect, test } from './shop-fixture'

test('the window has no Node, no way out, and a policy that refuses what is not the app’s own', async ({
  berth: { app, page },
}) => {
  await expectState(page, 'dev1', 'healthy')
  const inside = await page.evaluate(() => ({
    hasRequire: 'require' in window,
    hasProcess: 'process' in window,
    origin: location.origin,
    bridge: Object.keys((window as unknown as { berth: object }).berth).sort(),
  }))
  expect(inside).toEqual({
    hasRequire: false,
    hasProcess: false,
    origin: 'berth://app',
    bridge: ['connect', 'onEngineStatus', 'onSecretQuestions', 'request', 'start'],
  })
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    // The getter exists in every Electron, though its typings leave it out.
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences: () => Record<string, unknown>
    }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  })
})

test('navigation, new windows and permissions are denied', async ({ berth: { app, page } }) => {
  await expectState(page, 'dev1', 'healthy')
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull()
  expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe(
    'denied',
  )
  expect(page.url()).toContain('berth://app')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('eval and inline script are refused by the policy', async ({ shop }) => {
  const { launchBerth } = await import('./berth-app')
  const berth = await launchBerth({ hosts: [{ name: 'a', address: shop.engine.address }] })
  try {
    await expectState(berth.page, 'dev1', 'healthy')
    const ran = await berth.page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.ranInline = true'
      document.body.append(script)
      const answer = await fetch('https://example.com/').then(
        () => 'fetched',
        () => 'refused',
      )
      return { inline: 'ranInline' in window, answer }
    })
    expect(ran).toEqual({ inline: false, answer: 'refused' })
    expect(berth.problems.join('\n')).toContain('Content Security Policy')
  } finally {
    await berth.close()
  }
})

test('a request that is not of the contract’s form is refused by shell and engine', async ({ berth: { page } }) => {
  await expectState(page, 'dev1', 'healthy')
  const refused = await page.evaluate(async () => {
    const { berth } = window as unknown as { berth: { request: (name: string, body: unknown) => Promise<unknown> } }
    const tries: [string, unknown][] = [
      ['no-such-request', {}],
      ['toString', {}],
      ['open-address', { address: 'file:///etc/passwd', more: 1 }],
      ['copy-text', { text: 5 }],
    ]
    return Promise.all(
      tries.map(([name, body]) =>
        berth.request(name, body).then(
          () => 'done',
          () => 'refused',
        ),
      ),
    )
  })
  expect(refused).toEqual(['refused', 'refused', 'refused', 'refused'])
})
