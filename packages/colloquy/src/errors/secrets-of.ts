/** The values of headers that must not be shown, each without the scheme before it. */
export function secretsOf(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => /auth|(?<!idempotency-)key|token|secret|cookie/.test(name))
    .map(([, value]) => value.replace(/^\w+ +/, ''))
}
