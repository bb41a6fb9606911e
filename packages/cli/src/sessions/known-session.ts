import type { ChatCompletionRequestMessage } from 'colloquy/protocol'
import type { Session, SessionStore } from './session.ts'

/** The newest conversation that says these messages, or more after them, under the same instructions. */
export function knownSession(
  store: SessionStore,
  messages: readonly ChatCompletionRequestMessage[],
  system: string | undefined,
): Session | undefined {
  const said = messages.map((message) => JSON.stringify(message))
  return store.list().find((session) => {
    if ((session.system ?? undefined) !== system) return false
    const kept = store.path(session.id)
    return said.length <= kept.length && said.every((text, index) => JSON.stringify(kept[index]?.message) === text)
  })
}
