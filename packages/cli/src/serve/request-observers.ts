import { RequestLog, RequestSpans, type RequestObserver } from '@colloquy/server'
import type { OutputStream } from '../terminal/output-stream.ts'
import type { LineGatherer } from './line-gatherer.ts'

/** The log of requests as `--log` wants it: by default text where `stderr` has a person before it, else JSON. */
export function requestLog(
  format: 'json' | 'text' | 'none' | undefined,
  { isInteractive }: Pick<OutputStream, 'isInteractive'>,
  lines: LineGatherer,
): RequestLog | undefined {
  if (format === 'none') return undefined
  const chosen = format ?? (isInteractive ? 'text' : 'json')
  return new RequestLog({ format: chosen, write: (line) => lines.push(line) })
}

/** Traces, where the program that runs beside has OpenTelemetry's API; it decides where they go. */
export async function requestSpans(): Promise<RequestObserver | undefined> {
  try {
    return new RequestSpans(await import('@opentelemetry/api'))
  } catch {
    return undefined
  }
}
