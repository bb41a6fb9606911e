import { InvalidResponseError } from '../errors/colloquy-error.ts'
import type { ChatCompletion } from '../protocol/index.ts'

/** The message of the first choice. Throws `InvalidResponseError` where middleware answered with a completion without any. */
export function firstMessage<T extends ChatCompletion>({ choices }: T): T['choices'][number]['message'] {
  const [choice] = choices
  if (choice) return choice.message
  throw new InvalidResponseError('The completion has no choices.')
}
