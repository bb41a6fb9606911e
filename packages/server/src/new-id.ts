/** A name that nobody guesses and no other has: the prefix and 122 random bits in hex. */
export function newId(prefix: string): string {
  return prefix + crypto.randomUUID().replaceAll('-', '')
}
