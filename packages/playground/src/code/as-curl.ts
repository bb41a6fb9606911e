import type { ChatCompletionRequest } from 'colloquy'

/** The request as a command for a POSIX shell. */
export function asCurl(baseURL: string, request: ChatCompletionRequest): string {
  const body = JSON.stringify(request, null, 2)
  return [
    `curl ${quoted(`${baseURL}/chat/completions`)} \\`,
    `  -H 'Content-Type: application/json' \\`,
    // Between double quotes, so that the shell fills in the key; without one the header is empty and does no harm.
    `  -H "Authorization: Bearer $OPENAI_API_KEY" \\`,
    `  -d ${quoted(body)}`,
  ].join('\n')
}

// Nothing is special between single quotes but the quote itself.
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
