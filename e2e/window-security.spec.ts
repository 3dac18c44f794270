import { launchBerth } from './berth-app'
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
    bridge: ['connect', 'onEngineStatus', 'onNoticeGoal', 'onSecretQuestions', 'onVersionView', 'request', 'start'],
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
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    nodeIntegrationInSubFrames: false,
  })
  // Left out where it is off.
  expect(preferences['nodeIntegrationInWorker'] ?? false).toBe(false)
  expect(preferences).not.toHaveProperty('enableBlinkFeatures', expect.stringMatching(/./))
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

test('frames, webviews, files and downloads come to nothing', async ({ shop }) => {
  // The policy's words about it stand in the console, where the other tests want none.
  const berth = await launchBerth({ hosts: [{ name: 'a', address: shop.engine.address }] })
  try {
    const { app, page } = berth
    await expectState(page, 'dev1', 'healthy')
    const isFrameEmpty = await page.evaluate(async () => {
      const webview = document.createElement('webview')
      webview.setAttribute('src', 'berth://app/')
      const frame = document.createElement('iframe')
      frame.src = 'berth://app/'
      const link = document.createElement('a')
      link.href = 'berth://app/index.html'
      link.download = 'page.html'
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
      document.body.append(webview, frame, link)
      link.click()
      await loaded
      // A page of the same origin could be read.
      return frame.contentDocument === null
    })
    expect(isFrameEmpty).toBe(true)
    const reads = await page.evaluate(() =>
      Promise.all(
        [
          'file:///etc/passwd',
          'berth://app/../../package.json',
          'berth://app/%2e%2e/package.json',
          'berth://other/',
        ].map((address) =>
          fetch(address).then(
            ({ ok }) => ok,
            () => false,
          ),
        ),
      ),
    )
    expect(reads).toEqual([false, false, false, false])
    const inside = await app.evaluate(({ webContents, app: main }) => ({
      contents: webContents.getAllWebContents().length,
      children: main.getAppMetrics().filter(({ type }) => type === 'Tab').length,
    }))
    expect(inside).toEqual({ contents: 1, children: 1 })
    expect(page.url()).toBe('berth://app/')
  } finally {
    await berth.close()
  }
})

test('eval and inline script are refused by the policy', async ({ shop }) => {
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
