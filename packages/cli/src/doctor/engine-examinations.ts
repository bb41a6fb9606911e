/** The engine, its models and its native library. */
import { readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { join } from 'node:path'
import { modelsDirectory } from '@colloquy/engine/models'
import { byteSize } from '../terminal/quantity.ts'
import { type Examination, reasonOf } from './examination.ts'

const reinstall = 'npm install --global @colloquy/cli (with optional packages: without --omit=optional)'

export const engineExaminations: readonly Examination[] = [
  {
    name: 'engine',
    async run() {
      try {
        await import('@colloquy/engine')
      } catch (error) {
        return { state: 'wrong', says: `The engine cannot be loaded: ${reasonOf(error)}`, mend: reinstall }
      }
      const builds = installedBuilds()
      if (builds.length === 0) {
        return {
          state: 'wrong',
          says: `No build of the native library for ${platform()} ${arch()} is installed`,
          mend: reinstall,
        }
      }
      return { state: 'good', says: `The engine loads; native builds: ${builds.join(', ')}` }
    },
  },
  {
    name: 'gpu',
    async run() {
      const builds = installedBuilds()
      const card = await graphicsCard()
      if (card === undefined) return { state: 'good', says: 'No NVIDIA card found; models run on the processor' }
      if (builds.some((name) => name.includes('cuda') || name.includes('vulkan')))
        return { state: 'good', says: `${card}, and a build that uses it` }
      return {
        state: 'worth knowing',
        says: `${card}, but no build that uses it`,
        mend: `npm install --global @node-llama-cpp/${buildName()}-cuda`,
      }
    },
  },
  {
    name: 'models',
    async run({ io }) {
      const { listModels, defaultModel } = await io.loadModels()
      const models = await listModels({ env: io.env })
      if (models.length > 0)
        return {
          state: 'good',
          says: `${models.length} downloaded: ${models
            .slice(0, 5)
            .map(({ reference }) => reference)
            .join(', ')}`,
        }
      return { state: 'worth knowing', says: 'No model is downloaded yet', mend: `colloquy pull ${defaultModel}` }
    },
  },
  {
    name: 'cache',
    async run({ io }) {
      const partial = join(modelsDirectory(io.env), '.partial')
      const names = await readdir(partial).catch(() => [])
      const parts = names.filter((name) => name.endsWith('.part'))
      const sizes = await Promise.all(parts.map(async (name) => (await stat(join(partial, name))).size))
      // A download that ended before its first byte leaves an empty file, which is nothing to go on with.
      const begun = sizes.filter((size) => size > 0)
      const size = begun.reduce((sum, one) => sum + one, 0)
      if (begun.length === 0) return { state: 'good', says: 'No unfinished downloads' }
      return {
        state: 'worth knowing',
        says: `${begun.length} unfinished ${begun.length === 1 ? 'download takes' : 'downloads take'} ${byteSize(size)}`,
        mend: `Run the same colloquy pull again, which goes on with it; or delete ${partial}`,
      }
    },
  },
]

// The prebuilt libraries that npm installed beside the engine, by the names of their packages.
function installedBuilds(): string[] {
  const require = createRequire(createRequire(import.meta.url).resolve('@colloquy/engine'))
  return ['', '-cuda', '-cuda-ext', '-vulkan', '-metal'].flatMap((kind) => {
    const name = `@node-llama-cpp/${buildName()}${kind}`
    try {
      require.resolve(`${name}/package.json`)
      return [name]
    } catch (error) {
      // Exports that leave package.json out are a sign that the package is there.
      return error instanceof Error && 'code' in error && error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED' ? [name] : []
    }
  })
}

function buildName(): string {
  const systems: Readonly<Record<string, string | undefined>> = { darwin: 'mac', win32: 'win' }
  const system = systems[platform()] ?? 'linux'
  return `${system}-${platform() === 'darwin' && arch() === 'arm64' ? 'arm64-metal' : arch()}`
}

async function graphicsCard(): Promise<string | undefined> {
  if (platform() === 'darwin') return undefined
  const seen = await readdir('/proc/driver/nvidia/gpus').catch(() => [])
  return seen.length === 0 ? undefined : `${seen.length} NVIDIA ${seen.length === 1 ? 'card' : 'cards'}`
}
