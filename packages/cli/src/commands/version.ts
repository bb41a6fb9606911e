import type { CommandRun } from '../arguments/command-spec.ts'
import { packageVersion } from '../package-version.ts'
import { jsonText } from '../terminal/json-text.ts'
import type { versionOptions } from './options.ts'

/** `colloquy version`. */
export const version: CommandRun<typeof versionOptions> = async ({ options }, { stdout }) => {
  const colloquy = packageVersion()
  const { versions, platform, arch } = process
  await stdout.write(`${options.json ? jsonText({ colloquy, node: versions.node, platform, arch }) : colloquy}\n`)
  return 0
}
