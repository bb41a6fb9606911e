// Shorter ones are placeholders ("k", "none"): blanking them would garble every message.
const shortestSecret = 6

/** Blanks secrets in a text, so that a key echoed by a server goes no further. */
export function redact(text: string, secrets: readonly string[]): string {
  for (const secret of secrets) if (secret.length >= shortestSecret) text = text.replaceAll(secret, '[redacted]')
  return text
}
