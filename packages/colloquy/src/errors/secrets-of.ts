/** The values of headers that must not be shown, each with and without the scheme before it. */
export function secretsOf(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    /auth|(?<!idempotency-)key|token|secret|cookie/.test(name) ? [value, value.replace(/^\w+ +/, '')] : [],
  )
}
