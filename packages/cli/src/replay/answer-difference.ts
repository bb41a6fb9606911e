import type { ChatCompletion } from 'colloquy/protocol'
import { messageText } from '../sessions/message-text.ts'

/** The words and calls of an answer, each choice after an empty line. */
export function answerText({ choices }: Pick<ChatCompletion, 'choices'>): string {
  return choices.map(({ message }) => messageText(message).trimEnd()).join('\n\n')
}

/**
 * The lines in which two texts differ, those of the first after `- ` and those of the second after `+ `, without what
 * they begin and end with alike; empty where they are the same.
 */
export function textDifference(before: string, after: string): readonly string[] {
  if (before === after) return []
  const [old, now] = [before.split('\n'), after.split('\n')]
  const shortest = Math.min(old.length, now.length)
  let start = 0
  while (start < shortest && old[start] === now[start]) start++
  let end = 0
  while (end < shortest - start && old.at(-1 - end) === now.at(-1 - end)) end++
  return [
    ...old.slice(start, old.length - end).map((line) => `- ${line}`),
    ...now.slice(start, now.length - end).map((line) => `+ ${line}`),
  ]
}
