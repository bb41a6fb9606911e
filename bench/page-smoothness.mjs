// Does the playground stay smooth while 10,000 tokens stream in?
//
//   node bench/page-smoothness.mjs [SHAPE…]      needs Chromium: /usr/bin/chromium, or COLLOQUY_CHROMIUM
//
// Each shape is streamed as fast as the page reads it, and once more at 400 tokens a second; `probabilities` has five
// alternatives a token, shown while they come. Counted are the tasks that keep the page's main thread busy for more than
// 50 ms, from the question until the answer is stored; those that serve this measurement itself (Chromium's messages of its
// developer tools, about 40 ms each) are left out. A last row opens a conversation of 500 messages from a file.
import { existsSync } from 'node:fs'

import { createHandler, readPage, serveNode } from '@colloquy/server'
import { chromium } from 'playwright-core'

const executablePath = [process.env.COLLOQUY_CHROMIUM, '/usr/bin/chromium'].find((each) => each && existsSync(each))
if (executablePath === undefined)
  throw new Error('No Chromium here: apt-get install chromium, or set COLLOQUY_CHROMIUM.')

const tokens = 10_000
const shapes = {
  prose: (index) => (index % 60 === 59 ? 'end.\n\n' : index % 15 === 7 ? '**bold** ' : 'words '),
  'one paragraph': () => 'words ',
  code: (index) => (index === 0 ? '```ts\n' : index % 12 === 11 ? '\n' : 'let x = 1; '),
  list: (index) => (index % 8 === 0 ? '\n- ' : 'item '),
  probabilities: (index) => `word${index} `,
  table: (index) => (index === 0 ? '| a | b |\n|---|---|\n' : ['| a', ' cell', ' | `co', 'de` |\n'][(index - 1) % 4]),
}

const page = await readPage()
if (page === undefined) throw new Error('The page is not built: npm run build.')
const server = await serveNode(createHandler({ complete, models }, { page, onError: () => {} }), { port: 0 })
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
try {
  const rows = []
  const wanted = process.argv.slice(2)
  for (const shape of wanted.length > 0 ? wanted : Object.keys(shapes)) {
    if (shape === 'opening') continue
    for (const pace of ['as fast as it goes', '400 a second']) rows.push(await row(shape, pace))
  }
  if (wanted.length === 0 || wanted.includes('opening')) rows.push(await opening())
  console.table(rows)
} finally {
  await browser.close()
  await server.close()
}

function row(shape, pace) {
  return measured(shape, pace, async (tab) => {
    if (shape === 'probabilities') {
      await tab.fill('#composer', 'probabilities, few')
      await tab.press('#composer', 'Enter')
      await tab.locator('.chip', { hasText: 'probabilities' }).click()
    }
    await tab.fill('#composer', `${shape}, ${pace}`)
    const whole = tab.locator('.message.assistant .actions')
    const before = await whole.count()
    return async () => {
      await tab.press('#composer', 'Enter')
      await whole.nth(before).waitFor({ timeout: 120_000 })
      const failure = await tab.$('.failure')
      if (failure !== null) throw new Error(await failure.innerText())
      await tab.waitForTimeout(500)
    }
  })
}

function opening() {
  const messages = Array.from({ length: 500 }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: 'Some **words** of an answer.\n\n- one\n- two\n\n```js\nlet a = 1\n```\n\nAnd more.\n\n'.repeat(3),
  }))
  const file = { name: 'long.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(messages)) }
  return measured('500 messages', 'opened', (tab) => async () => {
    await tab.setInputFiles('.sidebar input[type=file]', file)
    await tab.waitForFunction(() => document.querySelectorAll('.message strong').length === 1500)
  })
}

/** What the page's main thread does while something happens that was made ready. */
async function measured(shape, pace, ready) {
  const tab = await browser.newPage()
  await tab.goto(server.url)
  await tab.waitForSelector('.composer')
  const happen = await ready(tab)
  await browser.startTracing(tab, { categories: ['toplevel', '__metadata'] })
  await happen()
  const tasks = mainThreadTasks(JSON.parse(String(await browser.stopTracing())).traceEvents)
  await tab.close()
  const long = tasks.filter(({ cpu }) => cpu > 50)
  return {
    shape,
    pace,
    'CPU, s': (tasks.reduce((sum, { cpu }) => sum + cpu, 0) / 1000).toFixed(1),
    'tasks over 50 ms': long.length,
    'longest, ms of CPU': Math.round(Math.max(0, ...tasks.map(({ cpu }) => cpu))),
    'longest, ms of wall': Math.round(Math.max(0, ...tasks.map(({ wall }) => wall))),
  }
}

/** What ran on the page's main thread: CPU time tells the work, wall time also what else the machine did meanwhile. */
function mainThreadTasks(events) {
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
  const main = new Set(threads.map(({ pid, tid }) => `${pid}:${tid}`))
  const ours = events.filter(({ ph, pid, tid }) => ph === 'X' && main.has(`${pid}:${tid}`))
  const measuring = ours.filter(({ args }) =>
    args.chrome_mojo_event_info?.mojo_interface_tag?.startsWith('blink.mojom.DevTools'),
  )
  return ours
    .filter(({ name }) => name.endsWith('RunTask'))
    .filter(({ ts, dur }) => !measuring.some((each) => each.ts >= ts && each.ts + each.dur <= ts + dur))
    .map(({ dur, tdur = 0 }) => ({ wall: dur / 1000, cpu: tdur / 1000 }))
}

async function* complete({ model, messages }, { signal }) {
  const [shape, pace] = messages.at(-1).content.split(', ')
  const head = { id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 0, model, usage: null }
  const chunk = (delta, reason = null) => ({
    ...head,
    choices: [
      {
        index: 0,
        delta,
        logprobs: shape === 'probabilities' && delta.content ? logprobsOf(delta.content) : null,
        finish_reason: reason,
      },
    ],
  })
  yield chunk({ role: 'assistant', content: '', refusal: null })
  const count = pace === 'few' ? 10 : tokens
  for (let index = 0; index < count && !signal.aborted; index++) {
    if (pace === '400 a second' && index % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    yield chunk({ content: shapes[shape](index) })
  }
  yield chunk({}, 'stop')
  yield { ...head, choices: [], usage: { prompt_tokens: 1, completion_tokens: tokens, total_tokens: tokens + 1 } }
}

function logprobsOf(token) {
  const entry = (text, logprob) => ({ token: text, logprob, bytes: [...Buffer.from(text)] })
  const top_logprobs = [-0.5, -1.5, -2.5, -3.5, -4.5].map((logprob, index) =>
    entry(index === 0 ? token : ` other${index}`, logprob),
  )
  return { content: [{ ...entry(token, -0.5), top_logprobs }], refusal: null }
}

async function models() {
  return [{ id: 'bench', object: 'model', created: 0, owned_by: 'colloquy' }]
}
