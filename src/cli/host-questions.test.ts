import { PassThrough, Writable } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import type { Language } from '../domain/berth-error'
import { createHostQuestions } from './create-host-questions'
import type { SecretQuestion } from './host-questions'
import { openTerminal } from './terminal'

const never = new AbortController().signal
const hostKey = { host: '[seoul-1]:2222', keyType: 'ED25519', fingerprint: 'SHA256:abcdefghijklmnop' }
const login = { user: 'deploy', host: 'seoul-1', isRetry: false } as const
const password: SecretQuestion = { ...login, kind: 'password', id: 'p' }

/** A person at a terminal; `modes`: each time raw mode was switched on or off. */
function atTerminal(language: Language = 'en') {
  const keyboard = new PassThrough()
  const modes: boolean[] = []
  const seen = { text: '', rawAtFirst: null as boolean | null }
  const screen = new Writable({
    write: (data: Buffer, _encoding, done) => {
      seen.text += data.toString()
      seen.rawAtFirst ??= modes.at(-1) ?? false
      done()
    },
  })
  const input = Object.assign(keyboard, { isTTY: true, setRawMode: (isRaw: boolean) => void modes.push(isRaw) })
  const interrupt = vi.fn()
  const terminal = openTerminal({ input, output: screen, interrupt })
  const questions = createHostQuestions({ terminal, secretLines: null, progress, language })
  const shows = (part: string) => vi.waitFor(() => expect(seen.text).toContain(part))
  return { questions, modes, interrupt, seen, shows, type: (text: string) => void keyboard.write(text) }
}

const told = { text: '' }
const progress = {
  write: async (text: string) => void (told.text += text),
  isTerminal: false,
  hasColors: false,
  width: () => null,
}

describe('an unknown host key', () => {
  it('is shown with its fingerprint in groups of four and where to compare it, until there is an answer', async () => {
    const { questions, shows, type, seen } = atTerminal()
    const answer = questions.askHostKey(hostKey, never)
    await shows('Is it the same?')
    expect(seen.text).toContain('SHA256:abcd efgh ijkl mnop')
    expect(seen.text).toContain('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')
    type('y\r')
    await shows('Please type yes, once or no.')
    type('once\r')
    expect(await answer).toBe('once')
  })

  it('is answered in Korean as well', async () => {
    const { questions, shows, type } = atTerminal('ko')
    const answer = questions.askHostKey(hostKey, never)
    await shows('같습니까?')
    type('예\r')
    expect(await answer).toBe('always')
  })

  it('that was refused is not asked about again in the same command', async () => {
    const { questions, shows, type } = atTerminal()
    const first = questions.askHostKey(hostKey, never)
    await shows('Is it the same?')
    type('no\r')
    expect([await first, await questions.askHostKey(hostKey, never)]).toEqual(['refuse', 'refuse'])
  })

  it('is refused where nobody can be asked, and standard error says why', async () => {
    told.text = ''
    const questions = createHostQuestions({ terminal: null, secretLines: null, progress, language: 'en' })
    expect(await questions.askHostKey(hostKey, never)).toBe('refuse')
    expect(told.text).toContain('[seoul-1]:2222 is not known here (ED25519 SHA256:abcdefghijklmnop)')
    expect(await questions.secrets.secret(password, never)).toBeNull()
  })
})

describe('a secret', () => {
  it('is typed without being seen, and the terminal is as before afterwards', async () => {
    const { questions, shows, type, seen, modes } = atTerminal()
    const secret = questions.secrets.secret(password, never)
    await shows('Password of deploy at seoul-1: ')
    type('tröub4d\u007f\u007fr3\r')
    expect(await secret).toBe('tröubr3')
    expect(seen.text).toBe('Password of deploy at seoul-1: \n')
    expect([seen.rawAtFirst, modes]).toEqual([true, [true, false]])
  })

  it('shows what is typed where the host says it may, and the host’s words do no harm', async () => {
    const { questions, shows, type, seen } = atTerminal()
    const prompt = 'Code\u001b[2J\u202e: '
    const asked = { ...login, kind: 'answer', id: 'a', prompt, isShown: true } as const
    const answer = questions.secrets.secret(asked, never)
    await shows('seoul-1 asks deploy: Code:')
    type('123\r')
    expect(await answer).toBe('123')
    expect(seen.text).toContain('123')
    expect(seen.text).not.toContain('\u001b[2J')
    expect(seen.text).not.toContain('\u202e')
  })

  it('ends with Ctrl-C as everything does, and the terminal is given back', async () => {
    const { questions, shows, type, modes, interrupt } = atTerminal()
    const secret = questions.secrets.secret(password, never)
    await shows('Password')
    type('half\u0003')
    await expect(secret).rejects.toMatchObject({ code: 'cancelled' })
    expect(interrupt).toHaveBeenCalledOnce()
    expect(modes).toEqual([true, false])
  })

  it('that nobody needs any more leaves the terminal to the next question', async () => {
    const { questions, shows, type, modes } = atTerminal()
    const gone = new AbortController()
    const first = questions.secrets.secret(password, gone.signal)
    await shows('Password')
    gone.abort(new Error('gone'))
    await expect(first).rejects.toThrow('gone')
    const next = questions.secrets.secret({ ...password, id: 'q', user: 'root' }, never)
    await shows('Password of root')
    type('x\r')
    expect(await next).toBe('x')
    expect(modes).toEqual([true, false, true, false])
  })

  it('is asked for once where several hosts need it, again where it was wrong, and not again where it was not given', async () => {
    const { questions, shows, type, seen } = atTerminal()
    const { secret, judged } = questions.secrets
    const both = [secret(password, never), secret(password, never)]
    await shows('Password')
    type('first\r')
    expect(await Promise.all(both)).toEqual(['first', 'first'])
    judged(password, false)
    const retry = secret({ ...password, isRetry: true }, never)
    await shows('That was not right.')
    type('\r')
    expect([await retry, await secret(password, never)]).toEqual([null, null])
    expect(seen.text.match(/Password/g)).toHaveLength(2)
  })

  it('waits for its turn while another question is open', async () => {
    const { questions, shows, type, seen } = atTerminal()
    const key = questions.askHostKey(hostKey, never)
    const secret = questions.secrets.secret(password, never)
    await shows('Is it the same?')
    expect(seen.text).not.toContain('Password')
    type('yes\r')
    await shows('Password')
    type('s\r')
    expect([await key, await secret]).toEqual(['always', 's'])
  })
})
