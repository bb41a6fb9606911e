import type { ChatCompletionRequest } from 'colloquy/protocol'
import type { Place } from './place.ts'
import { shellWord } from './shell-word.ts'

/** The request as a command for a POSIX shell. `-N` hands a streamed answer on as it comes. */
export function curl(request: ChatCompletionRequest, { baseURL, keyed }: Place): string {
  return `${[
    `curl ${request.stream ? '-N ' : ''}${shellWord(`${baseURL}/chat/completions`)}`,
    `-H 'Content-Type: application/json'`,
    // Between double quotes, so that the shell fills in the key.
    ...(keyed ? ['-H "Authorization: Bearer $OPENAI_API_KEY"'] : []),
    // `--data-raw`: of a body that begins with @, `-d` would read a file.
    `--data-raw ${shellWord(JSON.stringify(request, null, 2))}`,
  ].join(' \\\n  ')}\n`
}
