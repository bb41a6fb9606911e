import { ModelError } from 'colloquy'

/** Why one source did not give a model. */
export interface SourceReason {
  readonly source: string
  readonly error: ModelError
}

/** The failure of all sources of a model: each with its reason, and what else a person can do. */
export function notToBeHad(model: string, reasons: readonly SourceReason[], place: string): ModelError {
  const lines = reasons.map(({ source, error }) => `  ${source}: ${error.message.replace(/\.$/, '')}.`)
  const codes = new Set(reasons.map(({ error }) => error.code))
  // Wrong bytes are graver than none: that code wins. Else the one that all share.
  const shared = codes.size === 1 ? [...codes][0] : undefined
  const code = codes.has('model_checksum_mismatch') ? 'model_checksum_mismatch' : (shared ?? 'model_source_unreachable')
  const message = [`The model ${model} could not be fetched:`, ...lines, advice(place)].join('\n')
  const causes = reasons.map(({ error }) => error)
  return new ModelError(message, { code, cause: causes.length === 1 ? causes[0] : new AggregateError(causes) })
}

/** The failure of a model that is not here while the network must not be used. */
export function notDownloaded(model: string, place: string): ModelError {
  const message = `The model ${model} is not on this machine, and the network is not to be used (offline). Fetch it while online, or copy its file to ${place}.`
  return new ModelError(message, { code: 'model_not_downloaded' })
}

function advice(place: string): string {
  return [
    'What can be done: set HTTPS_PROXY if the network needs a proxy, or PIP_INDEX_URL, npm_config_registry or HF_ENDPOINT',
    `if it has a mirror; copy the file to ${place}; or name a file of your own (./model.gguf).`,
  ].join('\n')
}
