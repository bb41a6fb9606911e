/** The header by which a proxy knows who asks; none where its address holds no name. */
export function proxyAuthorization({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (!username) return {}
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
}
