/** Who is asked from now on: `/model` and `/endpoint`. */
import { withCallLimits } from '../ask/call-limits.ts'
import { chooseTarget, type Target } from '../ask/target.ts'
import type { ChatState } from './chat-state.ts'

type Asked = Pick<ChatState, 'target' | 'engine' | 'options' | 'context'>

/** Another model of who is asked now. A chat template of the command line is that of the model before. */
export function withModel({ target }: Asked, model: string): Target {
  if (target.kind === 'endpoint' || target.engine?.chatTemplate === undefined) return { ...target, model }
  return { ...target, model, engine: { ...target.engine, chatTemplate: undefined } }
}

/**
 * Points the conversation at an endpoint, with the key in `keyVariable`, or with `local` at this machine. A key named
 * on the command line or in a profile belongs to its own endpoint and is not sent to another. Throws UsageError.
 */
export function atEndpoint({ options, engine, context }: Asked, url: string, keyVariable?: string): Target {
  const isLocal = url === 'local'
  const key = keyVariable ?? (sameOrigin(url, options['base-url']) ? options['api-key-env'] : undefined)
  const target = chooseTarget(
    { 'base-url': isLocal ? undefined : url, 'api-key-env': key, local: isLocal },
    context.io.env,
  )
  if (target.kind === 'endpoint') return withCallLimits(target, options)
  return engine ? { ...target, engine } : target
}

function sameOrigin(one: string, other: string | undefined): boolean {
  if (other === undefined || !URL.canParse(one) || !URL.canParse(other)) return false
  return new URL(one).origin === new URL(other).origin
}
