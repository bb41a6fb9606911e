// Does the playground stay smooth while 10,000 tokens stream in?
//
//   node bench/page-smoothness.mjs [SHAPE…]      needs Chromium: /usr/bin/chromium, or COLLOQUY_CHROMIUM
//
// Each shape is streamed as fast as the page reads it, and once more at 400 tokens a second. Counted are the tasks that
// keep the page's main thread busy for more than 50 ms, from the question to the end of the answer; those that serve this
// measurement itself (Chromium's messages of its developer tools, about 40 ms each) are left out.
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
    for (const pace of ['as fast as it goes', '400 a second']) rows.push(await row(shape, pace))
  }
  console.table(rows)
} finally {
  await browser.close()
  await server.close()
}

async function row(shape, pace) {
  const tab = await browser.newPage()
  await tab.goto(server.url)
  await tab.waitForSelector('.composer')
  await tab.fill('#composer', `${shape}, ${pace}`)
  await browser.startTracing(tab, { categories: ['toplevel', '__metadata'] })
  await tab.press('#composer', 'Enter')
  await tab.waitForSelector('.message.assistant .actions', { timeout: 120_000 })
  const failure = await tab.$('.failure')
  if (failure !== null) throw new Error(await failure.innerText())
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
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
  })
  yield chunk({ role: 'assistant', content: '', refusal: null })
  for (let index = 0; index < tokens && !signal.aborted; index++) {
    if (pace !== 'as fast as it goes' && index % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    yield chunk({ content: shapes[shape](index) })
  }
  yield chunk({}, 'stop')
  yield { ...head, choices: [], usage: { prompt_tokens: 1, completion_tokens: tokens, total_tokens: tokens + 1 } }
}

async function models() {
  return [{ id: 'bench', object: 'model', created: 0, owned_by: 'colloquy' }]
}
