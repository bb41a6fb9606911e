/** Reads `field=value`. */
import { UsageError } from '../arguments/usage-error.ts'

/** Where fields are set, and how it is said there what other parts decide. */
export interface FieldPlace {
  readonly name: string
  /** The command whose help tells more. */
  readonly command: string
  readonly elsewhere: Readonly<Record<string, string>>
}

/** `-o` of the command line. */
const byOption: FieldPlace = {
  name: '-o',
  command: 'ask',
  elsewhere: {
    messages: 'The prompt and --system make the messages.',
    model: 'Use --model.',
    stream: 'The answer always streams; use --no-stream to print it when it is complete.',
  },
}

/** `/set` of a conversation. */
export const bySet: FieldPlace = {
  name: '/set',
  command: '/help',
  elsewhere: {
    messages: 'What is said and /system make the messages.',
    model: 'Use /model.',
    stream: 'Answers always stream.',
  },
}

/**
 * The request fields of all these pairs, later ones winning. A value is JSON; one that is not, and does not look like
 * it, is taken as text, so that `-o service_tier=flex` needs no quotes.
 */
export function readRequestFields(fields: readonly string[], place: FieldPlace = byOption): Record<string, unknown> {
  const { name: set, command, elsewhere } = place
  const fault = (message: string, advice: string): UsageError => new UsageError(message, { command, advice })
  const entries = fields.map((field): [string, unknown] => {
    const equals = field.indexOf('=')
    if (equals < 1) throw fault(`${set} is "${field}"; it must be field=value.`, `For example ${set} temperature=0.`)
    const name = field.slice(0, equals)
    const way = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined
    if (way !== undefined) throw fault(`${set} cannot set "${name}".`, way)
    const text = field.slice(equals + 1)
    try {
      return [name, JSON.parse(text)]
    } catch (error) {
      if (!/^[[{"]/u.test(text.trimStart())) return [name, text]
      const reason = error instanceof Error ? error.message : 'it cannot be read'
      // Only a shell takes the quotes of JSON away.
      const advice = set === '-o' ? `Quote it for the shell: -o '${name}={"a": 1}'.` : 'Mend it and set it again.'
      throw fault(`The value of ${set} ${name} is not valid JSON: ${reason}.`, advice)
    }
  })
  return Object.fromEntries(entries)
}
