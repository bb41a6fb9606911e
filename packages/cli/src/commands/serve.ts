import type { CommandRun } from '../arguments/command-spec.ts'
import { announcement } from '../serve/announcement.ts'
import { chooseAddress } from '../serve/choose-address.ts'
import { checkModels } from '../serve/check-models.ts'
import { chooseServed } from '../serve/choose-served.ts'
import { readConfigurationFile } from '../serve/configuration-file.ts'
import { drain } from '../serve/drain.ts'
import { explainSettings } from '../serve/explain-settings.ts'
import { knownHosts } from '../serve/known-hosts.ts'
import { knownOrigins } from '../serve/known-origins.ts'
import { readKeys } from '../serve/read-keys.ts'
import { readTls } from '../serve/read-tls.ts'
import { findSettings } from '../serve/settings.ts'
import { DownloadReport } from '../terminal/download-report.ts'
import { openingProgress } from '../terminal/opening-progress.ts'
import { StatusLine } from '../terminal/status-line.ts'
import { serveOptions } from './serve-options.ts'

/** `colloquy serve`: opens a backend, listens, says so, and serves until Ctrl-C or SIGTERM. */
export const serve: CommandRun<typeof serveOptions> = async ({ options: flags }, { io, stdout, stderr, signal }) => {
  // Everything that can be wrong with the configuration is told before a model is loaded.
  const config = flags.config ?? io.env['COLLOQUY_CONFIG']
  const file = config ? await readConfigurationFile(config) : undefined
  // COLLOQUY_LOG=off is said of conversations, which a server keeps none of.
  const env = io.env['COLLOQUY_LOG'] === 'off' ? { ...io.env, COLLOQUY_LOG: undefined } : io.env
  const settings = findSettings(serveOptions, flags, { env, file })
  const { options } = settings
  const target = await chooseServed(settings, io.env)
  const keys = await readKeys(options['api-key-file'], io.env)
  const { LineGatherer, listen, openServed, openServerStore, requestLog, retain, retentionOf } = await loadServer()
  await using kept = await openServerStore(options.store, io.env)
  const { store, place } = kept
  const storeHasKeys = (await store?.keys.any()) === true
  const hasKeys = keys.values.length > 0 || storeHasKeys
  const address = chooseAddress(options, { hasKeys })
  const hosts = knownHosts(address, options['allow-host'])
  const corsOrigins = knownOrigins(options.cors)
  const tls = await readTls(options)
  using lines = new LineGatherer((text) => stderr.paint(text))
  const log = requestLog(options.log, stderr, lines)
  const maxAge = retentionOf(options.retention, store !== undefined)
  if (flags.check) {
    if (target.kind === 'local') await checkModels(target, await io.loadModels(), io.env)
    await stdout.write(explainSettings(settings.explained, { address, place, keys, storeHasKeys }, stdout.lineWidth))
    return 0
  }

  using _pruning = maxAge === undefined || store === undefined ? undefined : retain(store, maxAge, log)
  using status = new StatusLine(stderr, io.clock)
  status.show(target.kind === 'local' ? `loading ${target.model ?? 'the model'}` : 'asking the upstreams')
  using report = new DownloadReport({ status, stderr, clock: io.clock })
  const tell = openingProgress(status, report)
  // Models that are loaded later, for a request, are nobody's wait at this terminal.
  let isOpening = true
  const served = await openServed(target, io, {
    env: io.env,
    parallel: options.parallel ?? 4,
    queueLimit: options['max-queue'],
    queueTimeout: (options['queue-timeout'] ?? 30) * 1000,
    signal,
    onProgress: (event) => {
      if (isOpening) tell(event)
      if (event.type !== 'loaded' && event.type !== 'unload') return
      status.clear()
      if (event.type === 'loaded') log?.loaded(event.model, event.seconds)
      else log?.unloaded(event.model)
    },
    onUpstreamChange: (change) => {
      status.clear()
      log?.upstreamChanged(change)
    },
  })
  await using backend = served.backend
  const stop = new AbortController()
  await using server = await listen(served, {
    address,
    apiKeys: keys.values,
    hosts,
    corsOrigins,
    tls,
    store,
    metrics: !options['no-metrics'],
    log,
    stop: stop.signal,
    extraFields: target.kind === 'pool' ? target.extraFields : [],
    notReady: () => (signal.aborted ? 'draining' : served.notReady()),
  })
  const models = (await backend.models()).map(({ id }) => id)
  isOpening = false
  status.clear()
  await stdout.write(announcement({ url: server.url, target, models, keys, storeHasKeys, address, store: place }))
  await untilAborted(signal)
  const { 'drain-delay': delay = 0, 'drain-timeout': timeout = 30 } = options
  log?.draining(delay + timeout)
  await drain(server, {
    delay: delay * 1000,
    timeout: timeout * 1000,
    stop: () => stop.abort(),
    clock: io.clock,
  })
  return 0
}

// On its own, because TypeScript 6.0 leaves `.ts` in an `import()` that stands in a function with `using`.
const loadServer = async () => ({
  ...(await import('../serve/line-gatherer.ts')),
  ...(await import('../serve/listen.ts')),
  ...(await import('../serve/open-served.ts')),
  ...(await import('../serve/open-server-store.ts')),
  ...(await import('../serve/request-observers.ts')),
  ...(await import('../serve/retention.ts')),
})

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
