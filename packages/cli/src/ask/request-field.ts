/** Reads `-o field=value`. */
import { UsageError } from '../arguments/usage-error.ts'

/** Fields that other parts of the command line decide, with the way to say it there. */
const decidedElsewhere: Readonly<Record<string, string>> = {
  messages: 'The prompt and --system make the messages.',
  model: 'Use --model.',
  stream: 'The answer always streams; use --no-stream to print it when it is complete.',
}

/**
 * The request fields of all `-o` flags, later ones winning. A value is JSON; one that is not, and does not look like
 * it, is taken as text, so that `-o service_tier=flex` needs no quotes.
 */
export function readRequestFields(fields: readonly string[]): Record<string, unknown> {
  const entries = fields.map((field): [string, unknown] => {
    const equals = field.indexOf('=')
    if (equals < 1)
      throw fault(`-o is "${field}"; it must be field=value.`, 'For example -o top_logprobs=3 -o logprobs=true.')
    const name = field.slice(0, equals)
    const elsewhere = Object.hasOwn(decidedElsewhere, name) ? decidedElsewhere[name] : undefined
    if (elsewhere !== undefined) throw fault(`-o cannot set "${name}".`, elsewhere)
    return [name, readValue(name, field.slice(equals + 1))]
  })
  return Object.fromEntries(entries)
}

function readValue(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!/^[[{"]/u.test(text.trimStart())) return text
    throw fault(
      `The value of -o ${name} is not valid JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`,
      `Quote it for the shell: -o '${name}={"a": 1}'.`,
    )
  }
}

function fault(message: string, advice: string): UsageError {
  return new UsageError(message, { command: 'ask', advice })
}
