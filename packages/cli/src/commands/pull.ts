import type { CommandRun } from '../arguments/command-spec.ts'
import { DownloadReport } from '../terminal/download-report.ts'
import { jsonText } from '../terminal/json-text.ts'
import { StatusLine } from '../terminal/status-line.ts'
import type { pullOptions } from './options.ts'

/** `colloquy pull NAME`: the path goes to stdout, so that `$(colloquy pull NAME)` is the file; the talk to stderr. */
export const pull: CommandRun<typeof pullOptions> = async ({ words: [name = ''], options }, context) => {
  const { io, stdout, stderr, signal } = context
  using status = new StatusLine(stderr, io.clock)
  using report = new DownloadReport({ status, stderr, clock: io.clock })
  const { ensureModel } = await io.loadModels()
  const file = await ensureModel(name, {
    env: io.env,
    signal,
    offline: options.offline === true,
    onProgress: (event) => {
      report.push(event)
    },
  })
  status.clear()
  if (options.json) await stdout.write(`${jsonText(file, { indent: stdout.isTTY })}\n`)
  else await stdout.writeForeign(`${file.path}\n`)
  return 0
}
