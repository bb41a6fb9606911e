import type { Answers } from '../client/answers.ts'
import { wrongType } from '../client/check-options.ts'
import { ChainedAnswers } from './chained-answers.ts'
import type { Middleware } from './middleware.ts'

/** The result of {@link chain}: the client's `middleware` option. */
export type WrapAnswers = (answers: Answers) => Answers

/**
 * Puts middleware between a client and its answers; the first is the outermost. Only completions pass through it, not
 * lists of models and stored completions.
 *
 * @example
 * const client = new Colloquy({ middleware: chain(logging(console), telemetry(openTelemetry)) })
 */
export function chain(...middleware: readonly Middleware[]): WrapAnswers {
  for (const each of middleware) if (typeof each !== 'function') throw wrongType('middleware', each)
  return (answers) => new ChainedAnswers(answers, middleware)
}
