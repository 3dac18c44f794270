import { test } from 'vitest'
import { type ContractTools, never, waiting } from './contract-host'

const folder = '/etc/nginx/berth'
const conf = `${folder}/web.conf`
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const upstream = (port: number): string => `upstream web { server 127.0.0.1:${String(port)}; }\n`

/** What blue-green relies on: files put beside and moved over in a proxy's volume, commands by their exit codes, workers by their process IDs. */
export function proxyContract(tools: () => ContractTools): void {
  test.concurrent(
    'a proxy’s file is put beside and moved over, its test says what is wrong, and its workers come and go',
    async ({ expect }) => {
      const { docker, drop, proxyImage } = tools()
      const Mounts = [{ Type: 'volume', Source: 'front-conf', Target: folder }]
      const id = await docker.createContainer('front', { Image: proxyImage, HostConfig: { Mounts } }, never)
      const put = (name: string, text: string): Promise<void> =>
        docker.writeFiles(id, folder, [{ name, bytes: bytes(text), mode: 0o644 }], never)
      const exec = (...command: string[]): Promise<{ exitCode: number; output: string }> =>
        docker.exec(id, command, never)
      const workers = async (): Promise<readonly number[]> => {
        const lines = await docker.listProcesses(id, never)
        return lines.filter(({ commandLine }) => commandLine === 'nginx: worker process').map(({ pid }) => pid)
      }
      await put('web.conf', upstream(3001))
      await docker.startContainer(id, never)
      await expect.poll(workers, waiting).toHaveLength(2)
      const first = await workers()

      await put('.web.conf.new', upstream(4001))
      expect(await exec('mv', '-f', `${folder}/.web.conf.new`, conf)).toMatchObject({ exitCode: 0 })
      expect(await docker.readFile(id, conf, never)).toBe(upstream(4001))
      expect(await docker.readFile(id, `${folder}/.web.conf.new`, never)).toBeNull()
      expect(await exec('mv', '-f', `${folder}/.web.conf.new`, conf)).toMatchObject({ exitCode: 1 })
      expect(await exec('nginx', '-t')).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining('test is successful') as string,
      })
      expect(await exec('nginx', '-s', 'reload')).toMatchObject({ exitCode: 0 })
      await expect.poll(async () => (await workers()).filter((pid) => !first.includes(pid)), waiting).toHaveLength(2)
      const left = async (): Promise<boolean> =>
        (await docker.listProcesses(id, never)).some(({ pid }) => first.includes(pid))
      await expect.poll(left, waiting).toBe(false)
      const second = await workers()

      // Hidden files are nobody's configuration.
      await put('.broken.conf', 'upstream broken {')
      expect(await exec('nginx', '-t')).toMatchObject({ exitCode: 0 })
      await put('broken.conf', 'upstream broken { server 127.0.0.1:1;')
      const refused = { exitCode: 1, output: expect.stringMatching(/\[emerg\].*unexpected end of file/) as string }
      expect(await exec('nginx', '-t')).toMatchObject(refused)
      expect(await exec('nginx', '-s', 'reload')).toMatchObject(refused)
      await docker.killContainer(id, 'HUP', never)
      expect(await workers()).toEqual(second)
      expect(await exec('rm', '-f', `${folder}/broken.conf`)).toMatchObject({ exitCode: 0 })
      expect(await docker.readFile(id, `${folder}/broken.conf`, never)).toBeNull()
      await docker.killContainer(id, 'HUP', never)
      await expect.poll(async () => (await workers()).some((pid) => second.includes(pid)), waiting).toBe(false)
      expect(await exec('no-such-program')).toMatchObject({
        exitCode: expect.toSatisfy((code: number) => code >= 126) as number,
      })
      await drop(id)
      await docker.removeVolume('front-conf', never)
    },
  )
}
