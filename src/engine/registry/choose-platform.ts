/** Names that machines have for what images call otherwise. */
const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64', armhf: 'arm', i386: '386' }

type Platform = { readonly os: string; readonly architecture: string; readonly version: number }

/**
 * The one of an image's platforms that a machine would run: its own, else the nearest older variant of its processor; null
 * where none runs there. Written as `linux/amd64` or `linux/arm/v7`.
 */
export function choosePlatform(platforms: readonly string[], wanted: string): string | null {
  const machine = readPlatform(wanted)
  const running = platforms
    .map((text) => ({ text, platform: readPlatform(text) }))
    .filter(({ platform }) => runsOn(platform, machine))
    .sort((a, b) => b.platform.version - a.platform.version)
  return running[0]?.text ?? null
}

function runsOn(image: Platform, machine: Platform): boolean {
  return image.os === machine.os && image.architecture === machine.architecture && image.version <= machine.version
}

/** What no variant means: the oldest of amd64 (v1), the first of arm64 (v8), and v7 of 32-bit ARM, as Docker reads it. */
function readPlatform(text: string): Platform {
  const [os = '', written = '', variant = ''] = text.toLowerCase().split('/')
  const architecture = architectures[written] ?? written
  const usual = { amd64: 1, arm64: 8, arm: 7 }[architecture] ?? 0
  const version = /^v(\d{1,3})/.exec(variant)?.[1]
  return { os, architecture, version: version === undefined ? usual : Number(version) }
}
