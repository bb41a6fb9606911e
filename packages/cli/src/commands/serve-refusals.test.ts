import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

test.each([
  [['--host', '0.0.0.0'], 'lets other machines ask, and no key is set'],
  [['--host', '127.0.0.1.example.org'], 'lets other machines ask, and no key is set'],
  [['--host', '::'], '--insecure'],
  [['--tls-cert', '/x'], 'go together'],
  [['--port', '65536'], 'it must be 0 to 65535'],
  [['--upstream', 'ftp://x'], '--upstream is "ftp://x"'],
  [['--upstream', 'http://x/v1', '-m', 'y'], '--model and --upstream contradict each other'],
  [['--upstream', 'http://x/v1', '-m', 'y'], 'Leave out --model or --upstream.'],
  [
    ['--upstream', 'http://x/v1', '--upstream', 'http://y/v1,key-env=NONE'],
    '--upstream http://y/v1 names a variable for its key that is not set',
  ],
  [['--upstream', 'http://x/v1', '--upstream', 'http://x/v1'], '--upstream URL,name=OTHER'],
  [['--upstream', 'http://x/v1', '--alias', 'a=b', '--alias', 'b=c'], 'Write the model itself: --alias a=c.'],
  [['--upstream', 'http://x/v1', '--parallel', '4'], '--upstream URL,parallel=64'],
  [['--upstream', 'http://x/v1', '--idle-timeout', '4'], '--idle-timeout and --upstream contradict each other'],
  [['--context-overflow', 'cut'], 'it must be refuse or drop-oldest'],
  [['--json-spacing', 'wide'], 'it must be loose or compact'],
  [['--chat-template', '/nowhere.jinja'], '--chat-template /nowhere.jinja cannot be read: ENOENT'],
  [['--chat-template', '/x', '-m', 'a', '-m', 'b'], '--chat-template is for one model'],
  [['--context-size', '0'], 'it must be at least 1'],
  [['--parallel', '0'], 'it must be at least 1'],
  [['--max-queue', '-1'], 'it must be at least 0'],
  [['--queue-timeout', '3000000'], 'it must be 0 to 2000000'],
  [['--cors', 'https://app.example/'], 'Did you mean: --cors https://app.example.'],
  [['--cors', 'app.example'], 'it must be an origin, or *'],
  [['--allow-host', 'api.example:443'], 'without scheme and port'],
  [['--allow-host', 'https://api.example'], 'without scheme and port'],
  [['--memory-limit=-1'], 'it must be at least 0'],
  [['--alias', 'a=b'], '--alias needs an --upstream'],
  [['--upstream', 'http://x/v1', '--alias', 'a=b', '--alias', 'a=c'], '--alias is given twice for "a"'],
  [['--upstream', 'http://x/v1', '--fallback', 'a=b', '--fallback', 'a=c'], '--fallback is given twice for "a"'],
  [['--extra-field', 'top_k'], '--extra-field needs an --upstream'],
  [['--upstream', 'http://x/v1', '--extra-field', 'a.b'], 'it must be a field of the request itself'],
  [['--log', 'xml'], 'it must be json, text or none'],
  [['--config', '/nowhere.toml'], 'cannot be read: ENOENT'],
  [['--store', 'mysql://u:secret@h'], '--store'],
  [['--api-key-file', '/nowhere/keys'], 'cannot be read: ENOENT'],
])('serve refuses %j before a model is loaded', async (argv, words) => {
  const io = new FakeIo()
  expect(await main(['serve', ...argv], io)).toBe(2)
  expect(io.stderr.text.replaceAll(/\s+/gu, ' ')).toContain(words)
  expect(io.opened).toEqual([])
})

test('serve takes an alias to its own name', async () => {
  const io = new FakeIo()
  const argv = ['serve', '--check', '--store', 'none', '--upstream', 'http://x/v1', '--alias', 'a=a']
  expect([await main(argv, io), io.stderr.text]).toEqual([0, ''])
})

test('serve refuses a certificate and a key that do not fit, before a model is loaded', async () => {
  const [cert, key] = [temporaryPath('cert.pem'), temporaryPath('other-key.pem')]
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    cert,
    '-subj',
    '/CN=a',
  ])
  await run('openssl', ['genrsa', '-out', key, '2048'])
  const io = new FakeIo()
  expect(await main(['serve', '--store', 'none', '--tls-cert', cert, '--tls-key', key], io)).toBe(2)
  expect(io.stderr.text).toContain('cannot be used together: key values mismatch.')
  expect(io.opened).toEqual([])
})

const run = promisify(execFile)
