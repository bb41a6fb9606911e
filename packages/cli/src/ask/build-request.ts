/** Makes the request out of the prompt and the flags. */
import type { ChatCompletionRequest } from 'colloquy/protocol'
import { validateChatCompletionRequest } from 'colloquy/validate'
import type { OptionValues } from '../arguments/command-spec.ts'
import type { askOptions } from '../commands/options.ts'
import { readRequestFields } from './request-field.ts'
import type { Target } from './target.ts'

/** Everything but the model. Fields of `-o` win over those of other flags. Throws UsageError where `-o` is malformed. */
export function requestFields(prompt: string, options: OptionValues<typeof askOptions>): Record<string, unknown> {
  const { system, temperature, seed, stop } = options
  const topP = options['top-p']
  const maxTokens = options['max-tokens']
  const counts = options.stats === true || options.json === true || options.jsonl === true
  return {
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      { role: 'user', content: prompt },
    ],
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maxTokens === undefined ? {} : { max_completion_tokens: maxTokens }),
    ...(seed === undefined ? {} : { seed }),
    ...(stop === undefined ? {} : { stop }),
    stream: true,
    // Asked for only where somebody reads it: some older servers refuse the field.
    ...(counts ? { stream_options: { include_usage: true } } : {}),
    ...readRequestFields(options.option ?? []),
  }
}

/**
 * The request as it goes over the wire. Throws InvalidRequestError for fields no backend would take; what only an
 * endpoint can know (a vendor's own fields and values) is left to it.
 */
export function buildRequest(
  kind: Target['kind'],
  model: string,
  fields: Record<string, unknown>,
): ChatCompletionRequest {
  return validateChatCompletionRequest({ model, ...fields }, { unknown: kind === 'endpoint' ? 'keep' : 'refuse' })
}
