import type { ChatCompletionRequest, ChatCompletionRequestMessage } from 'colloquy'

import { readJsonField } from '../settings/read-json-field.ts'
import type { Settings } from '../settings/settings.ts'

/** The request that asks these messages with these settings. Fields that are not set are not in it. */
export function requestOf(
  settings: Settings,
  messages: readonly ChatCompletionRequestMessage[],
): ChatCompletionRequest {
  const { model, system, fields, tools, responseFormat } = settings
  const instructions = system.trim() === '' ? [] : [{ role: 'system' as const, content: system }]
  const set = {
    ...fields,
    tools: readJsonField('tools', tools).value,
    response_format: readJsonField('response_format', responseFormat).value,
  }
  const present = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined))
  return { model, messages: [...instructions, ...messages], ...present }
}

/** What must be mended before a request can be made; empty when nothing must. */
export function problemsOf({ tools, responseFormat }: Settings): readonly string[] {
  const fields = [readJsonField('tools', tools), readJsonField('response_format', responseFormat)]
  return fields.flatMap(({ problem }) => (problem === undefined ? [] : [problem]))
}
