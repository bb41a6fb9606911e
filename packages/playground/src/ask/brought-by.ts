/** What an event of a stream brought, in a few words: `"Hello"`, `finish stop`, `usage`. Empty where it is no event of the API. */
export function broughtBy(data: string): string {
  if (data === '[DONE]') return 'the end'
  try {
    const event: StreamedEvent = JSON.parse(data)
    return wordsOf(event)
  } catch {
    // A server may send anything.
    return ''
  }
}

function wordsOf(event: StreamedEvent): string {
  const parts = (event.choices ?? []).flatMap(({ delta, finish_reason: reason }) => [
    delta?.reasoning_content ? `reasoning ${JSON.stringify(delta.reasoning_content)}` : '',
    delta?.content ? JSON.stringify(delta.content) : '',
    ...(delta?.tool_calls ?? []).map(({ function: called }) => `call ${called?.name ?? ''}${called?.arguments ?? ''}`),
    reason ? `finish ${reason}` : '',
  ])
  if (event.usage) parts.push('usage')
  if (event.error) parts.push('error')
  const said = parts.filter((part) => part !== '')
  return said.length > 0 ? said.join(' · ') : event.choices?.[0]?.delta?.role === undefined ? '' : 'role'
}

// True of events of the API, of which every field may be missing; what else comes throws or says nothing.
interface StreamedEvent {
  readonly choices?: readonly {
    readonly delta?: {
      readonly role?: string
      readonly content?: string | null
      readonly reasoning_content?: string | null
      readonly tool_calls?: readonly { readonly function?: { readonly name?: string; readonly arguments?: string } }[]
    }
    readonly finish_reason?: string | null
  }[]
  readonly usage?: unknown
  readonly error?: unknown
}
