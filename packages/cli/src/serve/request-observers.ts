import { RequestLog, RequestSpans, type RequestObserver } from '@colloquy/server'
import { UsageError } from '../arguments/usage-error.ts'
import type { OutputStream } from '../terminal/output-stream.ts'
import { byTurn } from './by-turn.ts'

/** The log of requests as `--log` wants it: by default text for a person at a terminal, else JSON. */
export function requestLog(format: string | undefined, stderr: OutputStream): RequestLog | undefined {
  const chosen = format ?? (stderr.isInteractive ? 'text' : 'json')
  if (chosen === 'none') return undefined
  if (chosen === 'json' || chosen === 'text') {
    return new RequestLog({ format: chosen, write: byTurn((lines) => stderr.paint(lines)) })
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
