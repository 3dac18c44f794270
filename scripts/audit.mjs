// npm run audit: what npm's registry knows against the packages that are shipped. 0: it was asked and knows nothing, 1: it
// knows something, 2: it could not be asked.
import { spawnSync } from 'node:child_process'
import { judgeAudit } from './setup/judge-audit.mjs'
import { projectDirectory } from './setup/project.mjs'
import { runScript, say } from './setup/say.mjs'

const limitMs = 60_000

await runScript(async () => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { stdout } = spawnSync(npm, ['audit', '--omit=dev', '--json'], {
    cwd: projectDirectory,
    encoding: 'utf8',
    timeout: limitMs,
    shell: process.platform === 'win32',
  })
  const { code, lines } = judgeAudit(stdout ?? '')
  for (const line of lines) say(line)
  return code
})
