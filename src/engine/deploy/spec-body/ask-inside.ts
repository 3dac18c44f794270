import { BerthError } from '../../../domain/berth-error'
import type { ExecResult } from '../../ports'
import type { HttpAnswer } from './ask-from-here'

/** `no-tool`: the container has nothing that could ask. */
export type InnerAnswer = { readonly kind: 'answered'; readonly answer: HttpAnswer } | { readonly kind: 'no-tool' }

type Exec = (command: readonly string[]) => Promise<ExecResult>

/** Asks a port from inside its container, with whichever tool is there; which one is found out once. */
export function createInnerAsk(exec: Exec): (port: number, path: string) => Promise<InnerAnswer> {
  let tools: readonly Tool[] = [curl, node, wget]
  return async (port, path) => {
    for (const tool of tools) {
      const result = await execOrMissing(exec, tool.command(`http://127.0.0.1:${port}${path}`))
      if (result === null) continue
      tools = [tool]
      return { kind: 'answered', answer: tool.read(result) }
    }
    tools = []
    return { kind: 'no-tool' }
  }
}

type Tool = {
  readonly command: (url: string) => readonly string[]
  readonly read: (result: ExecResult) => HttpAnswer
}

const statusLine = /\n?HTTP (\d{3})\s*$/
const longestBody = 4_096

/** The status is written behind the body, whatever that is. */
function readStatus({ output }: ExecResult): HttpAnswer {
  const status = Number(statusLine.exec(output)?.[1] ?? 0)
  return { status: status === 0 ? null : status, body: output.replace(statusLine, '').slice(0, longestBody) }
}

const curl: Tool = {
  command: (url) => ['curl', '-sS', '-m', '3', '-w', '\nHTTP %{http_code}', url],
  read: readStatus,
}

const script =
  "const q=require('http').get(process.argv[1],{timeout:3000},(r)=>{let b='';r.on('data',(c)=>b+=c);" +
  "r.on('end',()=>console.log(b+'\\nHTTP '+r.statusCode))});q.on('timeout',()=>q.destroy(new Error('timeout')));" +
  "q.on('error',(e)=>{console.log(e.message);process.exit(1)})"

const node: Tool = { command: (url) => ['node', '-e', script, url], read: readStatus }

/** Its exit code is all that every wget agrees on. */
const wget: Tool = {
  command: (url) => ['wget', '-q', '-T', '3', '-O', '-', url],
  read: ({ exitCode, output }) => ({ status: exitCode === 0 ? 200 : null, body: output.slice(0, longestBody) }),
}

/** Null where the container has no such program: runtimes answer with 126 or 127, newer engines refuse at once. */
async function execOrMissing(exec: Exec, command: readonly string[]): Promise<ExecResult | null> {
  try {
    const result = await exec(command)
    return result.exitCode === 126 || result.exitCode === 127 ? null : result
  } catch (error) {
    if (error instanceof BerthError && error.code === 'docker-refused' && error.data.details['status'] !== 409)
      return null
    throw error
  }
}
