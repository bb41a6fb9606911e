import type { ResponseFormatJsonSchema } from 'colloquy/protocol'
import type { CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { readSchema } from '../schema/read-schema.ts'
import { jsonText } from '../terminal/json-text.ts'
import type { schemaOptions } from './options.ts'

/** `colloquy schema from|check SCHEMA`: what a schema says in full, and whether answers can be held to it. */
export const schema: CommandRun<typeof schemaOptions> = async (
  { words: [action = '', ...words] },
  { stdout, stderr },
) => {
  if (action !== 'from' && action !== 'check') {
    throw new UsageError(`There is no action "${action}".`, {
      command: 'schema',
      advice: 'The actions are from and check.',
    })
  }
  if (words.length === 0) {
    throw new UsageError(`${action} needs a schema.`, {
      command: 'schema',
      advice: "A file, JSON, or fields like 'name, age int'.",
    })
  }
  const format = await readSchema(words.join(' '))
  if (action === 'from') await stdout.write(`${jsonText(format.json_schema.schema, { indent: true })}\n`)
  else {
    await refuseUnenforceable(format)
    await stderr.write('Answers can be held to this schema, exactly.\n')
  }
  return 0
}

async function refuseUnenforceable(format: ResponseFormatJsonSchema): Promise<void> {
  const [{ responseGrammar }, { isColloquyError }] = await Promise.all([import('@colloquy/engine'), import('colloquy')])
  try {
    responseGrammar({ response_format: format })
  } catch (error) {
    if (!isColloquyError(error)) throw error
    throw new UsageError(error.message.replace(/^`\S+`/u, 'The schema'), {
      command: 'schema',
      advice: 'The engine refuses requests with this schema.',
    })
  }
}
