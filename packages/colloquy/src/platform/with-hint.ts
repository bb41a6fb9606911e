/** Adds to the words for a failed connection what to look at, where the system's reason stands in them. */
export function withHint(message: string): string {
  return message.includes('ECONNREFUSED') ? `${message} Is the server running there?` : message
}
