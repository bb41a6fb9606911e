import type { ColloquyOptions } from 'colloquy'
import type { WildAnswer } from './wild-server.ts'

/** The key that every case sends, and that nothing may show. */
export const key = 'sk-wild-0123456789abcdef'

/** One way in which a server or a network misbehaves, and what a program is told. */
export interface Fault {
  /** What the other side does. */
  readonly when: string
  /** The first answers the first request, the last all that follow. */
  readonly answers: readonly [WildAnswer, ...WildAnswer[]]
  /** Whether the answer is asked for as a stream. Default false. */
  readonly stream?: boolean
  /** Options of the client. No attempt is repeated unless they say so. */
  readonly options?: ColloquyOptions
  /** How many requests the other side must have got. Default 1. */
  readonly requests?: number
  /** Whether the first answer is a redirect. It is met twice over `fetch`, which is told first to take none, and so is cheaper. */
  readonly redirects?: boolean
  /** The text that is told all the same, or fields of the error. */
  readonly gives: { readonly text: string } | { readonly error: Readonly<Record<string, unknown>> }
}

/** A fault of a stream. */
export function streamed(fault: Omit<Fault, 'stream'>): Fault {
  return { ...fault, stream: true }
}
