import { RequestLog, RequestSpans, type RequestObserver } from '@colloquy/server'
import { UsageError } from '../arguments/usage-error.ts'
import type { OutputStream } from '../terminal/output-stream.ts'
import type { LineGatherer } from './line-gatherer.ts'

/** The log of requests as `--log` wants it: by default text where `stderr` has a person before it, else JSON. */
export function requestLog(
  format: string | undefined,
  { isInteractive }: Pick<OutputStream, 'isInteractive'>,
  lines: LineGatherer,
): RequestLog | undefined {
  const chosen = format ?? (isInteractive ? 'text' : 'json')
  if (chosen === 'none') return undefined
  if (chosen === 'json' || chosen === 'text') {
    return new RequestLog({ format: chosen, write: (line) => lines.push(line) })
  }
  throw new UsageError(`--log is "${chosen}"; it must be json, text or none.`, { command: 'serve' })
}

/** Traces, where the program that runs beside has OpenTelemetry's API; it decides where they go. */
export async function requestSpans(): Promise<RequestObserver | undefined> {
  try {
    return new RequestSpans(await import('@opentelemetry/api'))
  } catch {
    return undefined
  }
}
