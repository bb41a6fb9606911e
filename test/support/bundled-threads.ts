import { join } from 'node:path'
import { build } from 'esbuild'

const start = /(?<=new Worker\(\s*)new URL\('\.\/([\w-]+)\.js', import\.meta\.url\)/

interface ThreadsPlugin {
  readonly name: string
  readonly enforce: 'pre'
  transform(code: string, file: string): Promise<{ code: string; map: null } | undefined>
}

/** For tests: Node 20 runs no TypeScript, so the program of a thread that a source starts is bundled from its sources. */
export function bundledThreads(): ThreadsPlugin {
  return {
    name: 'bundled-threads',
    enforce: 'pre',
    async transform(code, file) {
      const [, name] = start.exec(code) ?? []
      if (name === undefined || !file.endsWith('.ts')) return undefined
      const { outputFiles } = await build({
        entryPoints: [join(file, '..', `${name}.ts`)],
        bundle: true,
        write: false,
        format: 'esm',
        platform: 'node',
        target: 'node20',
        conditions: ['source'],
        logLevel: 'silent',
      })
      const program = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')
      return { code: code.replace(start, `new URL('data:text/javascript;base64,${program}')`), map: null }
    },
  }
}
