import { requestAsCode, type CodeLanguage } from '@colloquy/code'
import type { ChatCompletionRequestMessage } from 'colloquy/protocol'
import { UsageError } from '../arguments/usage-error.ts'
import { namedModel, requireModel } from '../ask/choose-model.ts'
import type { ChatState } from './chat-state.ts'
import { nextRequest } from './take-turn.ts'

/** `/code`: what the conversation asked last, as a program. A local model is asked through `colloquy serve`. */
export async function showCode(name: string, state: ChatState): Promise<undefined> {
  const language = languages.get(name === '' ? 'curl' : name)
  if (language === undefined) {
    throw new UsageError(`/code knows ${[...languages.keys()].join(', ')}, not ${name}.`, { command: '/help' })
  }
  const { target, backend, context } = state
  const offered = backend.current ? await backend.current.models() : []
  const model = requireModel((await namedModel(target, context.io)) ?? offered[0]?.id)
  // Figures are for the terminal's own line about speed; whoever pastes the program wants the answer.
  const { stream_options: _, ...request } = await nextRequest(state, model, lastAsked(state))
  const program = requestAsCode(
    language,
    { ...request, stream: language !== 'curl' },
    target.kind === 'endpoint'
      ? { baseURL: target.baseURL, keyed: target.apiKey !== undefined }
      : { baseURL: localServer, first: `colloquy serve -m ${model}` },
  )
  if (program === undefined) {
    throw new UsageError('A command line can only ask one question; this conversation has several.', {
      command: '/help',
      advice: 'Use /code py, ts or curl.',
    })
  }
  await context.stdout.writeForeign(program)
}

// The answer at the end is what the program is to bring. Before the first question there is one all the same.
function lastAsked({ conversation: { messages } }: ChatState): readonly ChatCompletionRequestMessage[] {
  const asked = messages.slice(0, messages.findLastIndex(({ role }) => role !== 'assistant') + 1)
  return asked.some(({ role }) => role !== 'system') ? asked : [...asked, { role: 'user', content: 'Hello' }]
}

const localServer = 'http://127.0.0.1:8080/v1'

const languages: ReadonlyMap<string, CodeLanguage> = new Map([
  ['curl', 'curl'],
  ['ts', 'typescript'],
  ['openai', 'openai'],
  ['py', 'python'],
  ['sh', 'colloquy'],
])

/** What may follow `/code`. */
export const codeNames: readonly string[] = [...languages.keys()]
