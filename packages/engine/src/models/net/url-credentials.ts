/** Parts user and password from an address, as the value of an `authorization` header. */
export function takeCredentials(address: string): { url: string; authorization: string | undefined } {
  const url = new URL(address)
  if (url.username === '' && url.password === '') return { url: url.href, authorization: undefined }
  const user = `${decode(url.username)}:${decode(url.password)}`
  url.username = ''
  url.password = ''
  return { url: url.href, authorization: `Basic ${Buffer.from(user).toString('base64')}` }
}

// A stray percent sign stands for itself, as curl and pip have it.
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Gives an address the user and password of another, if both have the same origin; others must never see them. */
export function lendCredentials(address: string, from: string): string {
  const url = new URL(address)
  const owner = new URL(from)
  if (url.origin !== owner.origin || url.username !== '' || url.password !== '') return url.href
  url.username = owner.username
  url.password = owner.password
  return url.href
}

/** The address without user, password, query and fragment: fit for a message or a file on disk. */
export function publicAddress(address: string): string {
  const url = new URL(address)
  return `${url.origin}${url.pathname}`
}
