import type { CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { prepareAsking } from '../ask/prepare-asking.ts'
import { converses } from '../chat/converses.ts'
import { fillTemplate } from '../ask/template.ts'
import type { askOptions } from './ask-options.ts'

/** `colloquy chat [PROMPT]`: a conversation, begun with the prompt where there is one. */
export const chat: CommandRun<typeof askOptions> = async ({ words, options: given }, context) => {
  const { template, target, options, fields } = await prepareAsking(given, context.io.env)
  if (!converses(options, context)) {
    throw new UsageError('A conversation needs a terminal to read from and to write to.', {
      command: 'chat',
      advice: 'Ask a single question instead: colloquy "…", with -c to continue the last conversation.',
    })
  }
  const typed = words.join(' ')
  const first = template ? fillTemplate(template, options.param ?? [], typed) : typed
  const { chat: converse } = await import('../chat/chat.ts')
  return converse({ target, options, fields, first: first.trim() === '' ? undefined : first }, context)
}
