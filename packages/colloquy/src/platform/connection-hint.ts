/** What to look at where the system gives this reason for having no connection. */
export function connectionHint(reason: string): string | undefined {
  return reason.includes('ECONNREFUSED') ? ' Is the server running there?' : undefined
}
