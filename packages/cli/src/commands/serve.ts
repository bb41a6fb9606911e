import type { CommandRun } from '../arguments/command-spec.ts'
import { announcement } from '../serve/announcement.ts'
import { chooseAddress } from '../serve/choose-address.ts'
import { chooseServed } from '../serve/choose-served.ts'
import { readKeys } from '../serve/read-keys.ts'
import { DownloadReport } from '../terminal/download-report.ts'
import { StatusLine } from '../terminal/status-line.ts'
import type { serveOptions } from './options.ts'

/** `colloquy serve`: opens a backend, listens, says so, and serves until Ctrl-C or SIGTERM. */
export const serve: CommandRun<typeof serveOptions> = async ({ options }, { io, stdout, stderr, signal }) => {
  // Everything that can be wrong with the command line is told before a model is loaded.
  const target = chooseServed(options, io.env)
  const keys = await readKeys(options['api-key-file'], io.env)
  const address = chooseAddress(options, { hasKeys: keys.values.length > 0 })

  using status = new StatusLine(stderr, io.clock)
  status.show(target.kind === 'local' ? `loading ${target.model ?? 'the model'}` : `opening ${target.baseURL}`)
  using report = new DownloadReport({ status, stderr, clock: io.clock })
  await using backend = await io.openBackend({
    target,
    env: io.env,
    parallel: options.parallel ?? 4,
    signal,
    onProgress(event) {
      if (event.type === 'plan') status.show(`loading ${event.model}`)
      else if (event.type === 'load') status.show(`loading ${event.model}: ${Math.round(event.fraction * 100)} %`)
      else report.push(event)
    },
  })
  const { listen } = await loadListener()
  await using server = await listen(backend, { address, apiKeys: keys.values })
  const models = (await backend.models()).map(({ id }) => id)
  status.clear()
  await stdout.write(announcement({ url: server.url, target, models, keys, address }))
  await untilAborted(signal)
  return 0
}

// On its own, because TypeScript 6.0 leaves `.ts` in an `import()` that stands in a function with `using`.
const loadListener = () => import('../serve/listen.ts')

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
