/** Makes the prompt out of the words on the command line and the text piped in. */
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command-context.ts'
import { paintNote } from '../terminal/paint-note.ts'
import { readInput } from './read-input.ts'

/**
 * The prompt is the words, an empty line, and the piped text without its last newline. No fence is put around the piped
 * text, because text that contains a fence would end it early. With `-` or without words, the piped text is the whole
 * prompt. `optional` allows an empty prompt; with `attached`, the piped text goes elsewhere and is not part of it.
 */
export async function readPrompt(
  words: readonly string[],
  context: CommandContext,
  { optional = false, attached = false }: { readonly optional?: boolean; readonly attached?: boolean } = {},
): Promise<string> {
  const { stdin } = context.io
  const terminal = stdin.isTTY === true
  if (attached) {
    const text = words.join(' ')
    if (text.trim() === '' && !optional) throw noPrompt('There is no prompt: what is piped in is attached.')
    return text
  }
  const onlyInput = words.length === 0 || (words.length === 1 && words[0] === '-')
  if (optional && terminal && words.length === 0) return ''
  if (onlyInput) {
    if (terminal && words.length === 0) throw noPrompt(`There is no prompt${whyNoConversation(context)}.`)
    if (terminal) context.stderr.paint('Type the prompt; end it with Ctrl-D on a line of its own.\n')
    const text = await readInput(context)
    if (text.trim() === '' && !optional) throw noPrompt('There is no prompt: standard input is empty.')
    return text
  }
  const instruction = words.join(' ')
  if (instruction.trim() === '') throw noPrompt('The prompt is empty.')
  const piped = terminal ? '' : await readInput(context)
  if (piped.trim() !== '') return `${instruction}\n\n${piped}`
  // An empty pipe is worth a remark: `git diff |` is empty when everything is staged. </dev/null is not a pipe.
  if (context.io.stdinIsPipe) paintNote(context.stderr, 'Nothing came through the pipe: only the words are asked.')
  return instruction
}

// Who typed `colloquy` alone at a terminal expected a conversation.
function whyNoConversation({ io, stdout }: CommandContext): string {
  if (!stdout.isTTY || stdout.isInteractive) return ''
  return `, and no conversation is held where ${io.env['TERM'] === 'dumb' ? 'TERM is dumb' : 'CI is set'}`
}

function noPrompt(message: string): UsageError {
  return new UsageError(message, {
    command: 'ask',
    advice:
      'Ask like this: colloquy "Give me three names for a sailing boat", or: git diff | colloquy "write a commit message".',
  })
}
