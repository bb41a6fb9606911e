/** Everything about a question but its words: read from flags, template, settings and variables. */
import type { CommandArguments } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { askOptions } from '../commands/ask-options.ts'
import { engineFlags } from '../commands/engine-options.ts'
import { applyConfig } from '../config/apply-config.ts'
import { applyVariables } from '../config/apply-variables.ts'
import type { Environment } from '../environment.ts'
import { readTemplate, type Template } from './template.ts'
import { withCallLimits } from './call-limits.ts'
import { withEngineSettings } from './engine-settings.ts'
import { readRequestFields } from './request-field.ts'
import { chooseTarget, type Target } from './target.ts'

type AskOptions = CommandArguments<typeof askOptions>['options']

/** What is known before the first word. */
export interface Asking {
  readonly template: Template | undefined
  readonly target: Target
  /** The flags, with what template and settings say where a flag is left out. */
  readonly options: AskOptions
  /** The fields of `-o` and `--schema`. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** Throws UsageError for flags that contradict each other, and for a template, profile or file that is not there. */
export async function prepareAsking(given: AskOptions, env: Environment): Promise<Asking> {
  refuseContradictions(given)
  const template = given.template === undefined ? undefined : await readTemplate(given.template, env)
  if (!template && given.param) {
    throw new UsageError('-p fills in a template, but no template is named.', {
      command: 'ask',
      advice: 'Name one with -t.',
    })
  }
  const flags = applyVariables(askOptions, template ? { ...given, ...headOf(template, given) } : given, ofAll, env)
  const options = await applyConfig(flags, env)
  const chosen = withCallLimits(chooseTarget(options, env), options)
  // Variables tell of this machine; a flag given for an endpoint is refused.
  const engine = chosen.kind === 'local' ? applyVariables(askOptions, options, engineFlags, env) : options
  const target = await withEngineSettings(chosen, engine)
  return { template, target, options, fields: await readFields(options) }
}

/** Flags whose variables hold whoever is asked. */
const ofAll = ['profile', 'temperature', 'top-p', 'max-tokens', 'seed', 'effort', 'approve', 'max-turns'] as const

function refuseContradictions(options: AskOptions): void {
  const [first, second] = (['json', 'jsonl', 'extract'] as const).filter((name) => options[name])
  if (first !== undefined && second !== undefined) {
    throw new UsageError(`--${first} and --${second} contradict each other.`, {
      command: 'ask',
      advice: 'Keep one of them.',
    })
  }
  const showsTokens = options.json === true || options.jsonl === true || options['dry-run'] === true
  if (options.logprobs !== undefined && !showsTokens) {
    throw new UsageError('--logprobs reports on each token, which only --json and --jsonl can show.', {
      command: 'ask',
      advice: 'Add one of them.',
    })
  }
}

// What the head of a template sets, a flag overrules.
function headOf({ system, model, schema }: Template, given: AskOptions): Partial<AskOptions> {
  return { system: given.system ?? system, model: given.model ?? model, schema: given.schema ?? schema }
}

async function readFields({ option, schema }: AskOptions): Promise<Record<string, unknown>> {
  const fields = readRequestFields(option ?? [])
  if (schema === undefined) return fields
  const { readSchema } = await import('../schema/read-schema.ts')
  return { response_format: await readSchema(schema), ...fields }
}
