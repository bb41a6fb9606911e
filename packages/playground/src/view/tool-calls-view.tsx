import type { ChatCompletionToolCall, ChatCompletionRequestMessage } from 'colloquy'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

interface ToolCallsViewProps {
  readonly calls: readonly ChatCompletionToolCall[]
  /** Present where the calls wait for results. */
  readonly onResults?: ((results: readonly ChatCompletionRequestMessage[]) => void) | undefined
}

/** The tools a model calls, and a place to write what they return. */
export function ToolCallsView({ calls, onResults }: ToolCallsViewProps): JSX.Element {
  const [results, setResults] = useState<Readonly<Record<string, string>>>({})
  const send = (event: Event): void => {
    event.preventDefault()
    onResults?.(calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: results[id] ?? '' })))
  }
  return (
    <form class="tool-calls" onSubmit={send}>
      {calls.map((call) => (
        <fieldset key={call.id} class="tool-call">
          <legend>
            calls <code>{call.type === 'custom' ? call.custom.name : call.function.name}</code>
          </legend>
          <pre tabIndex={0}>{call.type === 'custom' ? call.custom.input : indented(call.function.arguments)}</pre>
          {onResults !== undefined && (
            <textarea
              rows={2}
              placeholder="What the tool returns"
              aria-label={`Result of ${call.id}`}
              value={results[call.id] ?? ''}
              onInput={({ currentTarget }) => setResults({ ...results, [call.id]: currentTarget.value })}
            />
          )}
        </fieldset>
      ))}
      {onResults !== undefined && (
        <button type="submit" class="button">
          Send {calls.length === 1 ? 'the result' : 'the results'}
        </button>
      )}
    </form>
  )
}

// While they are being written, arguments are no JSON yet.
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
