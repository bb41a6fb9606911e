import type { ChatCompletionRequest } from 'colloquy'

import { textOf } from '../conversation/conversation.ts'

/** The request as a command line, or undefined where a command line cannot say it all. */
export function asCommand(baseURL: string, request: ChatCompletionRequest): string | undefined {
  const { model, messages, ...fields } = request
  const [first, ...rest] = messages
  const system = first?.role === 'system' ? textOf(first.content) : undefined
  const [question, ...more] = system === undefined ? messages : rest
  if (question?.role !== 'user' || typeof question.content !== 'string' || more.length > 0) return undefined
  const options = Object.entries(fields)
    .filter(([name, value]) => value !== undefined && name !== 'stream' && name !== 'stream_options')
    .map(([name, value]) => `-o ${quoted(`${name}=${JSON.stringify(value)}`)}`)
  const parts = [
    `colloquy --base-url ${quoted(baseURL)} -m ${quoted(model)}`,
    ...(system === undefined ? [] : [`-s ${quoted(system)}`]),
    ...options,
    // After `--`, a question that begins with a dash is no option.
    `-- ${quoted(question.content)}`,
  ]
  return parts.join(' \\\n  ')
}

function quoted(text: string): string {
  return /^[\w./:@=-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
