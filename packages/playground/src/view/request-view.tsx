import type { ChatCompletionRequest } from 'colloquy'
import type { JSX } from 'preact'

import { CopyButton } from './copy-button.tsx'

/** Longer texts, such as pictures as data URLs, are shown by their beginning; copied, they are whole. */
const longest = 2000

/** The request that an answer answers, to the field. */
export function RequestView({ request }: { request: ChatCompletionRequest }): JSX.Element {
  return (
    <div class="code sent">
      <div class="code-head">
        <span>POST /v1/chat/completions</span>
        <CopyButton label="Copy the request" text={JSON.stringify(request, null, 2)} />
      </div>
      <pre tabIndex={0}>
        <code>{JSON.stringify(request, shortened, 2)}</code>
      </pre>
    </div>
  )
}

function shortened(_: string, value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= longest) return value
  return `${value.slice(0, 100)}… (${value.length} characters)`
}
