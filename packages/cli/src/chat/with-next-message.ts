import type { ReadAttachment } from '../attachments/read-attachment.ts'
import { printableLine } from '../terminal/printable.ts'

/** Tells what is attached. */
export function withNextMessage(attachments: readonly ReadAttachment[]): string {
  const names = attachments.map(({ name }) => printableLine(name))
  return names.length === 0 ? 'Nothing is attached.' : `With the next message: ${names.join(', ')}`
}
