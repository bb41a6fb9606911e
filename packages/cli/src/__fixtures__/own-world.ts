import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { main } from '../main.ts'
import { FakeIo, type FakeIoOptions } from './fake-io.ts'

/** A world whose settings are in a file of its own, which is not there. */
export function ownWorld(options: FakeIoOptions = {}): FakeIo {
  const env = { COLLOQUY_SETTINGS: temporaryPath(`${crypto.randomUUID()}.toml`), ...options.env }
  return new FakeIo({ piped: '', ...options, env })
}

/** Runs a command in a world where others may have run before: what it gave, and what it wrote itself. */
export async function runIn(
  io: FakeIo,
  ...argv: readonly string[]
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const [before, errors] = [io.stdout.text.length, io.stderr.text.length]
  const exitCode = await main(argv, io)
  return { exitCode, stdout: io.stdout.text.slice(before), stderr: io.stderr.text.slice(errors) }
}
