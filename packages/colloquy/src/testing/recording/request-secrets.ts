// Told by everyone's client in the same way; anything else in a header may be a key under any name.
const openHeaders = new Set(['accept', 'accept-encoding', 'content-length', 'content-type', 'user-agent'])

/** Collects what must not be written down of a request: values of headers and of the query, and a password in the URL. */
export function requestSecrets(url: URL, headers: Headers): string[] {
  const secrets = [url.password, decodeURIComponent(url.password), ...url.searchParams.values()]
  for (const [name, value] of headers) {
    // Of `Bearer <key>`, the key by itself, too: servers quote it.
    if (!openHeaders.has(name)) secrets.push(value, value.replace(/^\w+ +/, ''))
  }
  return secrets.filter(Boolean)
}

/** What keys look like whose owner nobody named: OpenAI's, and bearer tokens. */
export function blankKeys(text: string): string {
  return text.replace(/\bsk-[\w-]{12,}/g, '[redacted]').replace(/\b(Bearer) +[\w.~+/-]{8,}=*/gi, '$1 [redacted]')
}
