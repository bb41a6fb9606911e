import type { ChatCompletionRequest } from 'colloquy/protocol'
import type { Place } from './place.ts'
import { shellWord } from './shell-word.ts'

/** The request as a line of `colloquy`, or undefined where a command line cannot say it all. */
export function commandLine(request: ChatCompletionRequest, { baseURL }: Place): string | undefined {
  const { model, messages, ...fields } = request
  const [first, ...rest] = messages
  const system = first?.role === 'system' ? textOf(first.content) : undefined
  const [question, ...more] = system === undefined ? messages : rest
  if (question?.role !== 'user' || typeof question.content !== 'string' || more.length > 0) return undefined
  const options = Object.entries(fields)
    .filter(([name, value]) => value !== undefined && name !== 'stream' && name !== 'stream_options')
    .map(([name, value]) => `-o ${shellWord(`${name}=${JSON.stringify(value)}`)}`)
  const parts = [
    `colloquy --base-url ${shellWord(baseURL)} -m ${shellWord(model)}`,
    ...(system === undefined ? [] : [`-s ${shellWord(system)}`]),
    ...options,
    // After `--`, a question that begins with a dash is not taken for an option.
    `-- ${shellWord(question.content)}`,
  ]
  return `${parts.join(' \\\n  ')}\n`
}

function textOf(content: string | readonly { readonly text: string }[]): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('')
}
