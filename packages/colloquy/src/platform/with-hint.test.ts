import { expect, test } from 'vitest'
import { withHint } from './with-hint.ts'

test.each([
  ['connect ECONNREFUSED 127.0.0.1:9.', 'connect ECONNREFUSED 127.0.0.1:9. Is the server running there?'],
  [
    'getaddrinfo ENOTFOUND api.test.',
    'getaddrinfo ENOTFOUND api.test. Is the name of the host right, and the network up?',
  ],
  [
    'SSL routines:wrong version number:record.c:350:\n.',
    'SSL routines:wrong version number:record.c:350. Does the server speak https?',
  ],
  ['self-signed certificate.', 'self-signed certificate. Node trusts the certificates in `NODE_EXTRA_CA_CERTS` too.'],
  ['socket hang up.', 'socket hang up.'],
])('%j is told as %j', (said, told) => {
  expect(withHint(said)).toBe(told)
})
