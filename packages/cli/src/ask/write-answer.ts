/** The streaming path: chunks in, the answer on stdout. */
import type { ChatCompletion, ChatCompletionChunk } from 'colloquy/protocol'
import { ChatCompletionAccumulator } from 'colloquy/stream'
import type { ExitCode } from '../failure/exit-codes.ts'
import type { AnswerSink } from './answer-sink.ts'

/**
 * Writes each chunk as it comes, as fast as the reader takes it, and gives the whole answer. When the stream fails or
 * is stopped, what had come stays written and its line is ended before the error goes on. `watch` sees each chunk
 * before it is written; `accumulator` has what came, even of an answer that failed.
 */
export async function writeAnswer(
  chunks: AsyncIterable<ChatCompletionChunk>,
  sink: AnswerSink,
  watch: (chunk: ChatCompletionChunk) => void,
  accumulator: ChatCompletionAccumulator = new ChatCompletionAccumulator(),
): Promise<ChatCompletion> {
  let completion: ChatCompletion
  try {
    for await (const chunk of chunks) {
      watch(chunk)
      accumulator.push(chunk)
      await sink.push(chunk)
    }
    completion = accumulator.end()
  } catch (error) {
    await sink.stop()
    throw error
  }
  await sink.end(completion)
  return completion
}

/**
 * How an answer ended: its exit code, and a remark where a reader of the words alone would be misled. `limit` says what
 * can be done about the limit here.
 */
export function judgeAnswer(
  { choices }: ChatCompletion,
  options: { readonly strict: boolean; readonly limit?: string },
): { readonly exitCode: ExitCode; readonly remark: string | undefined } {
  if (choices.some(({ finish_reason }) => finish_reason === 'content_filter')) {
    return { exitCode: 7, remark: 'A content filter stopped the answer.' }
  }
  if (choices.some(({ message }) => message.refusal)) return { exitCode: 7, remark: 'The model refused.' }
  if (choices.some(({ finish_reason }) => finish_reason === 'length')) {
    const remark = `The answer was cut at the token limit; ${options.limit ?? '--max-tokens sets it'}.`
    return { exitCode: options.strict ? 8 : 0, remark }
  }
  return { exitCode: 0, remark: undefined }
}
