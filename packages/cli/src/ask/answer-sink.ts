/** The three ways an answer is written to output. */
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionToolCall } from 'colloquy/protocol'
import { jsonText } from '../terminal/json-text.ts'
import { firstCodeBlock } from '../render/code-blocks.ts'
import type { MarkdownView } from '../render/markdown-view.ts'
import { AnswerText } from './answer-text.ts'

/** Where the answer goes: stdout, seen through whatever has to make way for it. */
export interface AnswerOutput {
  readonly isTTY: boolean
  /** Text we made. Resolves when the reader keeps up. */
  write(text: string): Promise<void>
  /** Text the model made, shown on a terminal without its control characters. */
  writeForeign(text: string): Promise<void>
}

/** Takes the answer as it comes. Either `end` or `stop` is called, once. */
export interface AnswerSink {
  /** Resolves when the reader keeps up. */
  push(chunk: ChatCompletionChunk): Promise<void>
  /** The answer is complete. */
  end(completion: ChatCompletion): Promise<void>
  /** No more will come. What came stays, and a line that was begun is ended. */
  stop(): Promise<void>
}

/** Writes the words; a tool call is a line of JSON after them. Without `stream`, everything at the end. */
export function textSink(output: AnswerOutput, options: { readonly stream: boolean }): AnswerSink {
  const text = new AnswerText()
  let waiting = ''
  const write = async (piece: string): Promise<void> => {
    if (piece === '') return
    if (options.stream) await output.writeForeign(piece)
    else waiting += piece
  }
  return {
    async push(chunk) {
      await write(text.push(chunk))
    },
    async end({ choices }) {
      const calls = choices
        .flatMap(({ message }) => message.tool_calls ?? [])
        .map((call) => `${jsonText(plainCall(call))}\n`)
      const lines = text.begun || calls.length === 0 ? [text.end(), ...calls] : calls
      await output.writeForeign(waiting + lines.join(''))
    },
    async stop() {
      if (text.begun) await output.writeForeign(waiting + text.end())
    },
  }
}

/** Shows the words as Markdown while they come; a tool call is a line of JSON after them. */
export function markdownSink(output: AnswerOutput, view: MarkdownView): AnswerSink {
  const text = new AnswerText()
  // The view has taken every control character out, and the styles are its own.
  const show = async (piece: string): Promise<void> => {
    if (piece !== '') await output.write(view.push(piece))
  }
  const end = async (): Promise<void> => {
    await show(text.end())
    await output.write(view.end())
  }
  return {
    push: (chunk) => show(text.push(chunk)),
    async end({ choices }) {
      const calls = choices.flatMap(({ message }) => message.tool_calls ?? [])
      if (text.begun) await end()
      await output.writeForeign(calls.map((call) => `${jsonText(plainCall(call))}\n`).join(''))
    },
    async stop() {
      if (text.begun) await end()
    },
  }
}

/** Writes the first block of code of the answer and nothing else; an answer without one as it is. */
export function codeSink(output: AnswerOutput): AnswerSink {
  const text = new AnswerText()
  let answer = ''
  return {
    async push(chunk) {
      answer += text.push(chunk)
    },
    async end() {
      await output.writeForeign(`${firstCodeBlock(answer) ?? answer}${text.end()}`)
    },
    async stop() {},
  }
}

/** Writes the completion as one object: on a line, or spread over lines on a terminal. */
export function jsonSink(output: AnswerOutput): AnswerSink {
  return {
    async push() {},
    async end(completion) {
      await output.write(`${jsonText(completion, { indent: output.isTTY })}\n`)
    },
    async stop() {},
  }
}

/** Writes each chunk as a line of JSON. */
export function jsonLinesSink(output: AnswerOutput): AnswerSink {
  return {
    async push(chunk) {
      await output.write(`${jsonText(chunk)}\n`)
    },
    async end() {},
    async stop() {},
  }
}

function plainCall(call: ChatCompletionToolCall): Record<string, unknown> {
  if (call.type === 'custom') return { name: call.custom.name, input: call.custom.input }
  return { name: call.function.name, arguments: parsed(call.function.arguments) }
}

// The model wrote the arguments, so they may be no JSON; then they are shown as the text they are.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
