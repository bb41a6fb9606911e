/** What to look at, by the words of systems for why there is no connection. */
const hints: readonly (readonly [reason: RegExp, hint: string])[] = [
  [/ECONNREFUSED/, 'Is the server running there?'],
  [/ENOTFOUND|EAI_AGAIN/, 'Is the name of the host right, and the network up?'],
  [/wrong version number/, 'Does the server speak https?'],
  [/self-signed certificate|unable to (verify|get)/, 'Node trusts the certificates in `NODE_EXTRA_CA_CERTS` too.'],
]

/** Adds to the words for a failed connection what to look at, where the system's reason stands in them. */
export function withHint(message: string): string {
  const [, hint] = hints.find(([reason]) => reason.test(message)) ?? []
  // What OpenSSL says ends in a line of its own.
  return hint ? `${message.replace(/:?\s*\.$/, '.')} ${hint}` : message
}
