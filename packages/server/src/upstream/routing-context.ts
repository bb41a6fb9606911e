import type { CompleteContext } from 'colloquy'
import type { SignalSource } from '../signals/signal-source.ts'

/** How a request came to the upstream that answers it. */
export interface Route {
  /** The upstream's name. */
  readonly upstream: string
  /** Upstreams asked, this one included. */
  readonly attempts: number
  /** Milliseconds spent waiting for a free place. */
  readonly waited: number
  /** Milliseconds from asking this upstream to its first chunk. */
  readonly firstChunk: number
}

/** What the pool takes beside a request. Any backend can be handed one; those that choose nothing leave it alone. */
export interface RoutingContext extends CompleteContext {
  /**
   * The same as `signal`, which the platform need not make for those who take this. Not enumerable: in a copy of the
   * context only `signal` counts.
   */
  readonly plainSignal?: SignalSource | undefined
  /** Sent along to the upstream. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Told before each upstream that is asked. */
  readonly onAsked?: ((asked: Pick<Route, 'upstream' | 'attempts'>) => void) | undefined
  /** Told once an upstream answers, before its first chunk is handed on. */
  readonly onRouted?: ((route: Route) => void) | undefined
  /** Told of each upstream that was asked and did not answer. */
  readonly onFailedAttempt?: ((upstream: string, error: unknown) => void) | undefined
}

/** What to listen to for the end of a request. */
export function signalOf(context: RoutingContext): SignalSource {
  return context.plainSignal ?? context.signal
}
