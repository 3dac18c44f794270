import { afterAll, beforeAll } from 'vitest'
import { containerContract } from './container-contract'
import { type ContractHost, type ContractTools, contractTools } from './contract-host'
import { proxyContract } from './proxy-contract'
import { storeContract } from './store-contract'
import { streamContract } from './stream-contract'

/** All that Berth relies on in Docker's API: the same for a real engine and for the sample host, which must not lie. */
export function dockerContract(start: () => Promise<ContractHost>): void {
  let host: ContractHost | null = null
  let tools: ContractTools | null = null
  beforeAll(async () => {
    host = await start()
    tools = contractTools(host)
  })
  afterAll(async () => {
    tools?.docker.close()
    await host?.remove()
  })
  const toolsNow = (): ContractTools => {
    if (tools === null) throw new Error('the host did not start')
    return tools
  }
  containerContract(toolsNow)
  streamContract(toolsNow)
  storeContract(toolsNow)
  proxyContract(toolsNow)
}
