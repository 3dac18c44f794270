import { registryName } from '../../domain/image-reference'
import type { CredentialSource, TypedLogins } from '../ports'
import { registryKey } from './credential-source'

/** What a person typed for a registry counts before what Docker has for it; for any other registry it is never used. */
export function typedFirst(typed: TypedLogins, docker: CredentialSource): CredentialSource {
  return {
    credentialsFor: async (registry, signal) => {
      const found = await typed.find(registryName(registry), signal)
      if (found === null) return docker.credentialsFor(registry, signal)
      return { kind: 'password', ...found, serverAddress: registryKey(registry), isTyped: true }
    },
  }
}

/** Where nobody can type any: the command line reads none of the window's. */
export const noTypedLogins: TypedLogins = {
  find: async () => null,
  judged: () => undefined,
  onChange: () => undefined,
}
