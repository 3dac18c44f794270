import { safeStorage } from 'electron'

/** What encrypts kept secrets. */
export type SecretCipher = {
  /** See `SecretQuestionView.canKeep`. */
  readonly quality: () => 'keyring' | 'plain' | 'no'
  /** Throws where `quality` is `no`. */
  readonly encrypt: (secret: string) => Buffer
  /** Throws for what it can't open. */
  readonly decrypt: (encrypted: Buffer) => string
}

/**
 * Electron's safeStorage: the system's keychain, DPAPI, or the desktop's keyring. Without a keyring Linux has the key
 * in the program itself (`basic_text`), which hides nothing from whoever can read the file. Needs the app to be ready;
 * asked only when there is a secret, as macOS may show a question of its own then.
 */
export const systemCipher: SecretCipher = {
  quality: () => {
    const backend = backendOf()
    if (backend === 'basic_text') return 'plain'
    if (!safeStorage.isEncryptionAvailable()) return 'no'
    return backend === 'unknown' ? 'plain' : 'keyring'
  },
  encrypt: (secret) => {
    allowPlain()
    return safeStorage.encryptString(secret)
  },
  decrypt: (encrypted) => {
    allowPlain()
    return safeStorage.decryptString(encrypted)
  },
}

/** An Electron that can't say what it encrypts with (before 26) is taken at its worst. */
type Storage = Omit<Electron.SafeStorage, 'getSelectedStorageBackend' | 'setUsePlainTextEncryption'> &
  Partial<Pick<Electron.SafeStorage, 'getSelectedStorageBackend' | 'setUsePlainTextEncryption'>>
const storage: Storage = safeStorage

function backendOf(): 'basic_text' | 'unknown' | 'keyring' {
  if (process.platform !== 'linux') return 'keyring'
  const backend = storage.getSelectedStorageBackend?.() ?? 'unknown'
  return backend === 'basic_text' || backend === 'unknown' ? backend : 'keyring'
}

/** Reached only after a person has chosen to keep something all the same. */
function allowPlain(): void {
  if (backendOf() === 'basic_text') storage.setUsePlainTextEncryption?.(true)
}
