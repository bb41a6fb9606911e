/** What to do about an error at a terminal: the flags and commands that help. */
import type { ErrorCode } from 'colloquy'

/** How things are done in the place where the error is shown. */
export interface Ways {
  /** Shows the request. */
  readonly request: string
  readonly model: string
  /** Sets the most tokens of an answer. */
  readonly limit: string
  /** Where help is; undefined: in the help of the command at fault. */
  readonly help: string | undefined
  /** What to do to ask again, as the beginning of a sentence. */
  readonly again: string
  /** Asks the model on this machine. */
  readonly local: string
  /** Names an endpoint. */
  readonly endpoint: string
  /** How to give an answer more time, appended to "ask again"; empty where that is impossible. */
  readonly patience: string
  /** Names the variable that holds a key. */
  readonly key: string
}

export const byFlags: Ways = {
  request: '--dry-run',
  model: '--model',
  limit: '--max-tokens',
  help: undefined,
  again: 'Run the command again',
  local: '--local',
  endpoint: '--base-url URL',
  key: '--api-key-env VARIABLE',
  patience: ', with more time by --timeout',
}

/** Inside a conversation. */
export const bySlashCommands: Ways = {
  request: '/code',
  model: '/model',
  limit: '/set max_completion_tokens=N',
  help: '/help',
  again: 'Ask again with /retry',
  local: '/endpoint local',
  endpoint: '/endpoint URL',
  key: '/endpoint URL VARIABLE',
  patience: '',
}

/** The line after an error. Undefined where the message itself says everything, as for a field of the request. */
export function adviceFor(code: string, param: string | null, ways: Ways, message: string): string | undefined {
  // The only field whose flag has a different name.
  if (param === 'max_completion_tokens') return `That is what ${ways.limit} sets.`
  const advice = adviceBy(ways)
  return isErrorCode(code, advice) ? advice[code]?.replaceAll('NAME', modelIn(message) ?? 'NAME') : undefined
}

// The advice to pull a model names the model, if the error does.
function modelIn(message: string): string | undefined {
  return /^(?:The model )?(\S+) (?:is not on this machine|could not be fetched)/u.exec(message)?.[1]
}

function isErrorCode(code: string, advice: object): code is ErrorCode {
  return Object.hasOwn(advice, code)
}

const adviceBy = ({ request, model, limit, again, local, endpoint, key, patience }: Ways) =>
  ({
    invalid_json: undefined,
    invalid_type: undefined,
    invalid_value: undefined,
    missing_required_parameter: undefined,
    unknown_parameter: `See what would be sent with ${request}.`,
    unsupported_parameter: `See what would be sent with ${request}, or choose another model with ${model}.`,
    unsupported_value: `See what would be sent with ${request}, or choose another model with ${model}.`,
    parameter_needs_another: `See what would be sent with ${request}.`,
    invalid_parameter_combination: `See what would be sent with ${request}.`,
    decimal_above_max_value: undefined,
    decimal_below_min_value: undefined,
    integer_above_max_value: undefined,
    integer_below_min_value: undefined,
    string_above_max_length: undefined,
    array_above_max_length: undefined,
    object_above_max_properties: undefined,
    empty_array: undefined,
    context_length_exceeded: `Send less text, lower ${limit}, or choose a model with a longer context (colloquy show NAME).`,
    invalid_api_key: `Put this endpoint's key into OPENAI_API_KEY, or name the variable that holds it: ${key}.`,
    permission_denied: `Use a key that has permission (${key}), or another model (${model}).`,
    not_found: 'If it should exist, check the base URL: most servers need /v1 at its end.',
    model_not_found: 'List the models on this machine with: colloquy ls.',
    conflict: undefined,
    rate_limit_exceeded: `Wait a little. ${again}.`,
    insufficient_quota: 'Check the plan and billing of this account; waiting does not help.',
    server_error: `${again}; if it fails again, give the request id to the server's operator.`,
    overloaded: `Wait a little. ${again}.`,
    store_unavailable: `Wait a little. ${again}; the server's log has the reason.`,
    connection_failed: `Check the base URL and the network; ${local} asks the model on this machine instead.`,
    timeout: `${again}${patience}; ${local} asks the model on this machine instead.`,
    aborted: undefined,
    stream_truncated: `The incomplete answer is above. ${again}.`,
    invalid_response: 'Check that the base URL is that of an OpenAI-compatible API; most servers need /v1 at its end.',
    response_too_large: `Lower ${limit}.`,
    callback_failed: undefined,
    redirect_refused: `Give the new address if you trust it: ${endpoint}.`,
    model_not_downloaded: 'Download it once without --offline: colloquy pull NAME.',
    model_source_unreachable: undefined,
    model_checksum_mismatch: 'Download it again: colloquy pull NAME.',
    model_file_invalid: 'If it was downloaded: colloquy rm NAME, then colloquy pull NAME.',
    model_storage_failed: 'Make room, or choose another directory with COLLOQUY_MODELS.',
    engine_unavailable: `Until then you can use an endpoint: ${endpoint}, or "colloquy serve --upstream URL".`,
  }) satisfies Record<ErrorCode, string | undefined>
