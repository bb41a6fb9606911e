// Proves on one machine what a fleet promises: two Colloquy servers that share one Postgres, in front of two real
// upstreams, each a process of its own. Under load one upstream is killed, one server is told to end and started anew, and
// Postgres is started anew. Callers do what a client or a load balancer does: a connection that is refused and a 503 are
// tried again. No request that had not begun to stream may be lost, only the killed upstream may cut streams, none may end as
// if it were whole, and what one server stored the other must give.
//
//   npm run build && colloquy pull smollm2:135m && node scripts/prove-fleet.mjs [--requests 120] [--model NAME|FILE]
//
// Needs Postgres' programs (Debian: apt-get install postgresql); its data is in a folder of its own, gone afterwards.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values: given } = parseArgs({
  options: { requests: { type: 'string', default: '120' }, model: { type: 'string', default: 'smollm2:135m' } },
})
const bin = fileURLToPath(new URL('../packages/cli/bin/colloquy.js', import.meta.url))
const started = []
process.once('exit', () => {
  for (const child of started) child.kill('SIGKILL')
})

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const directory = mkdtempSync(path.join(tmpdir(), 'colloquy-fleet-'))
const postgres = await makePostgres()
await postgres.start()
const store = postgres.database('fleet')
const upstreams = await Promise.all(
  [1, 2].map((at) => startServer(`upstream ${at}`, ['-m', given.model, '--parallel', '4', '--store', 'none'])),
)
const behind = upstreams.flatMap(({ url }) => ['--upstream', `${url}/v1,parallel=4`])
const gateway = [...behind, '--store', store, '--max-queue', '1000', '--queue-timeout', '600']
const servers = await Promise.all([1, 2].map((at) => startServer(`server ${at}`, gateway)))
const {
  data: [{ id: model }],
} = await (await fetch(`${servers[0].url}/v1/models`)).json()

const total = Number(given.requests)
const results = []
let next = 0
const faults = new Map([
  // While all places are taken, one upstream dies as a crash would have it.
  [0.2, () => upstreams[0].child.kill('SIGKILL')],
  [0.4, updateServer],
  [0.7, () => postgres.restart()],
])
const ends = []
await Promise.all(
  Array.from({ length: 16 }, async () => {
    while (next < total) {
      const at = next++
      for (const [share, fault] of faults) if (at === Math.floor(total * share)) ends.push(fault())
      results.push(await ask(at))
    }
  }),
)
await Promise.all(ends)

const streamed = results.filter(({ stream }) => stream)
const lost = results.filter(({ begun, whole }) => !begun && !whole)
const cut = streamed.filter(({ begun, whole }) => begun && !whole)
const cutAtServer = cut.filter(({ upstream }) => upstream !== new URL(upstreams[0].url).host)
const silent = cut.filter(({ told }) => !told)
const kept = results.filter(({ id }) => id !== undefined)
const missing = []
for (const { id, server } of kept) {
  const other = servers.find(({ url }) => url !== server)
  const answer = await fetch(`${other.url}/v1/chat/completions/${id}`)
  if (!answer.ok || (await answer.json()).id !== id) missing.push(id)
}
const answeredBy = (name) => results.filter(({ upstream }) => upstream === new URL(name).host).length
console.log(`requests                                     ${results.length}, ${streamed.length} of them streamed`)
console.log(`  answered by the upstream that was killed   ${answeredBy(upstreams[0].url)}`)
console.log(`  answered by the other                      ${answeredBy(upstreams[1].url)}`)
console.log(`lost before they had begun to stream         ${lost.length}`)
console.log(`streams cut by the kill, and told so         ${cut.length - silent.length - cutAtServer.length}`)
console.log(`streams cut by the other faults              ${cutAtServer.length}`)
console.log(`requests that were tried again               ${results.filter(({ tries }) => tries > 1).length}`)
console.log(`streams that ended as if they were whole     ${silent.length}`)
console.log(`completions stored by one server             ${kept.length}`)
console.log(`  not given by the other                     ${missing.length}`)
for (const { error } of lost.slice(0, 3)) console.log(`  ${error}`)

for (const { child } of servers) child.kill('SIGTERM')
const exits = await Promise.all(servers.map(({ exit }) => exit))
console.log(`servers ended by SIGTERM with                ${exits.join(', ')}`)
for (const child of started.toReversed()) child.kill('SIGKILL')
rmSync(directory, { recursive: true, force: true })
process.exit(lost.length + cutAtServer.length + silent.length + missing.length > 0 || kept.length === 0 ? 1 : 0)

/** Ends the second server as an update does, and starts it again at its address. */
async function updateServer() {
  const [, { child, url, exit }] = servers
  child.kill('SIGTERM')
  await exit
  servers[1] = await startServer('server 2', [...gateway, '--port', new URL(url).port])
}

/** Asks until there is an answer, one server after the other. */
async function ask(at) {
  for (let tries = 1; ; tries++) {
    const { again, ...result } = await askOnce(servers[(at + tries) % 2], at)
    if (again === undefined || tries === 20) return { ...result, tries }
    await pause(again)
  }
}

async function askOnce({ url }, at) {
  const stream = at % 2 === 0 || at % 3 === 0
  const fields = stream ? { stream: true } : { store: true, metadata: { at: String(at) } }
  const messages = [{ role: 'user', content: `Say something about the number ${at}.` }]
  const result = { server: url, stream, begun: false, whole: false, told: false }
  try {
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages, max_completion_tokens: 24, temperature: 0, ...fields }),
    })
    if (answer.status === 503) result.again = Number(answer.headers.get('retry-after')) * 1000
    result.upstream = answer.headers.get('x-colloquy-upstream')
    result.begun = answer.ok && stream
    let text = ''
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) text += piece
    result.whole =
      answer.ok && (stream ? text.endsWith('data: [DONE]\n\n') : JSON.parse(text).choices[0].finish_reason !== null)
    result.told = text.includes('data: {"error"')
    if (answer.ok && !stream) result.id = JSON.parse(text).id
    if (!answer.ok) result.error = text
  } catch (error) {
    result.error = String(error)
    if (!result.begun) result.again = 200
  }
  return result
}

async function startServer(name, args) {
  const child = spawn('node', [bin, 'serve', '--port', '0', '--log', 'none', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  const exit = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)))
  let text = ''
  for await (const piece of child.stdout.setEncoding('utf8')) {
    text += piece
    const [, url] = /API +(\S+)\/v1\n/.exec(text) ?? []
    if (url === undefined) continue
    child.stdout.resume()
    return { name, child, url, exit }
  }
  throw new Error(`${name} ended: ${await exit}`)
}

/** Makes one on a socket in the folder. */
async function makePostgres() {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root) : []
  const programs = versions
    .map((version) => path.join(root, version, 'bin'))
    .findLast((each) => existsSync(path.join(each, 'initdb')))
  if (programs === undefined) throw new Error('Postgres is not installed (Debian: apt-get install postgresql).')
  // Postgres refuses to run as root, so root lends it to nobody.
  const account = process.getuid() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  if (account.uid !== undefined) chownSync(directory, account.uid, account.gid)
  const data = path.join(directory, 'data')
  const options = { ...account, cwd: directory, env: { LC_ALL: 'C.UTF-8' } }
  execFileSync(
    path.join(programs, 'initdb'),
    ['-D', data, '-U', 'colloquy', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    { ...options, stdio: 'ignore' },
  )
  let server
  const start = async () => {
    const argv = ['-D', data, '-k', directory, '-c', 'listen_addresses=']
    server = spawn(path.join(programs, 'postgres'), argv, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    started.push(server)
    let text = ''
    for await (const piece of server.stderr.setEncoding('utf8')) {
      text += piece
      if (!text.includes('ready to accept connections')) continue
      server.stderr.resume()
      return
    }
    throw new Error(`Postgres did not start: ${text}`)
  }
  return {
    start,
    /** A second without one: long enough for requests to meet it. */
    async restart() {
      const exit = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await exit
      await pause(1000)
      await start()
    },
    database(name) {
      const argv = ['-h', directory, '-U', 'colloquy', name]
      execFileSync(path.join(programs, 'createdb'), argv, { ...options, stdio: 'ignore' })
      return `postgres://colloquy@localhost/${name}?host=${encodeURIComponent(directory)}`
    },
  }
}
