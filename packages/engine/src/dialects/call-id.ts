const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Makes an id of letters and digits for a tool call: `call_` and 24 of them, or 9 alone. */
export function callId(form: 'nine' | undefined): string {
  const length = form === 'nine' ? 9 : 24
  const random = crypto.getRandomValues(new Uint32Array(length))
  // The remainder favours some characters by one part in seventy million.
  const text = Array.from(random, (number) => characters[number % characters.length]).join('')
  return form === 'nine' ? text : `call_${text}`
}
