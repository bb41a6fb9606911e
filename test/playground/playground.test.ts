import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { createHandler, readPage, serveNode, type RunningServer } from '@colloquy/server'
import type { ChatCompletionChunk, ChatCompletionRequest, ChatCompletionTokenLogprob } from 'colloquy'
import { scriptedBackend, type ScriptedBackend } from 'colloquy/testing'
import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { browserPath, needsBrowser, openBrowser } from './browser.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'colloquy-page-'))
const build = fileURLToPath(new URL('../../packages/playground/build.mjs', import.meta.url))
beforeAll(() => void execFileSync(process.execPath, [build, folder]))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(browserPath === undefined)(`the page in a browser${needsBrowser}`, () => {
  let browser: Browser
  let context: BrowserContext
  let server: RunningServer
  let page: Page
  let backend: ScriptedBackend
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await openBrowser()
    context = await browser.newContext({ viewport: { width: 1360, height: 860 } })
  })
  afterAll(async () => browser?.close())
  afterEach(async () => {
    await page.close()
    await server.close()
    expect(complaints.splice(0)).toEqual([])
  })

  /** Opens the page in front of a script. */
  async function open(script: Parameters<typeof scriptedBackend>[0], apiKeys: readonly string[] = []): Promise<void> {
    backend = scriptedBackend(script)
    const files = await readPage(pathToFileURL(`${folder}/`))
    server = await serveNode(createHandler(backend, { page: files, apiKeys }), { port: 0 })
    page = await context.newPage()
    // A browser's console tells every refusal of a server, also those that a test is about.
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(server.url)
    await page.waitForSelector('.composer')
  }

  async function say(words: string): Promise<void> {
    await page.fill('#composer', words)
    await page.press('#composer', 'Enter')
    await answered()
  }

  const answered = () => page.waitForSelector('.icon-button[aria-label^="Send"]')
  const lastAnswer = () => page.locator('.message.assistant .markdown').last()
  const asked = (): ChatCompletionRequest | undefined => backend.requests.at(-1)

  test('shows an answer as what its Markdown means, and no HTML of it', async () => {
    await open(['# Boats\n\n- **Argo**\n- <img src=x onerror=alert(1)>\n\n```js\nlet a = 1\n```\n'])
    await say('Name boats')
    const answer = lastAnswer()
    expect(await answer.locator('li strong').innerText()).toBe('Argo')
    expect(await answer.locator('img').count()).toBe(0)
    expect(await answer.innerText()).toContain('<img src=x onerror=alert(1)>')
    await answer.locator('.hljs-keyword').waitFor()
  })

  test('shows formulas as what they mean, and prices and what is no LaTeX as they are', async () => {
    await open(['So $x^2$, for $5 or $10:\n\n$$\n\\frac{a}{b}\n+ \\boldsymbol{c}\n$$\n\nand \\(\\nonsense{\\) too.'])
    await say('Show')
    const answer = lastAnswer()
    await answer.locator('div.formula mfrac').waitFor()
    expect(await answer.locator('p msup').count()).toBe(1)
    expect(await answer.innerText()).toContain(', for $5 or $10:')
    expect(await answer.innerText()).toContain('and \\(\\nonsense{\\) too.')
  })

  test('shows the whole of a long answer that comes at once, and another version after it', async () => {
    const table = `| a | b |\n|---|---|\n${'| cell | `code` |\n'.repeat(3000)}`
    await open([`${table}\nThe end`, 'Short'])
    await say('A table')
    await lastAnswer().getByText('The end').waitFor()
    const places = await lastAnswer()
      .locator('tr > :last-child')
      .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().left)))
    expect(places).toHaveLength(3001)
    expect(new Set(places).size).toBe(1)
    await page.click('[aria-label="Answer again"]')
    await lastAnswer().getByText('Short').waitFor()
    expect(await lastAnswer().innerText()).toBe('Short')
  })

  test('sends what was set and nothing else', async () => {
    await open(['Yes.', 'No.'])
    await say('Hello')
    expect(asked()).toEqual({
      model: 'scripted',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: true,
      stream_options: { include_usage: true },
    })
    await page.fill('#parameter-temperature', '0.5')
    await page.fill('.settings .field textarea', 'Be brief.')
    await say('And?')
    expect(asked()).toMatchObject({ temperature: 0.5, messages: [{ role: 'system' }, {}, { content: 'Yes.' }, {}] })
    await page.click('button[aria-label="Leave temperature unset"]')
    await page.click('button[aria-label="Answer again"] >> nth=-1')
    await answered()
    expect(asked()).not.toHaveProperty('temperature')
  })

  test('keeps every version of an edited question and of an answer', async () => {
    await open(['One.', 'Two.', 'Three.'])
    await say('Count')
    await page.click('button[aria-label="Answer again"]')
    await page.waitForFunction(() => document.querySelector('.message.assistant .markdown')?.textContent === 'Two.')
    expect(await page.locator('.versions').innerText()).toMatch('2/2')
    await page.click('button[aria-label="Version before"]')
    await expect.poll(() => lastAnswer().innerText()).toBe('One.')

    await page.hover('.message.user')
    await page.click('.message.user button[aria-label="Edit"]')
    await page.fill('.message-editor textarea', 'Count on')
    await page.press('.message-editor textarea', 'Control+Enter')
    await page.waitForFunction(() => document.querySelector('.message.assistant .markdown')?.textContent === 'Three.')
    expect(await page.locator('.message.user .markdown').innerText()).toBe('Count on')
    await page.click('.message.user button[aria-label="Version before"]')
    await expect.poll(() => lastAnswer().innerText()).toBe('One.')
  })

  test('stops at Escape and keeps what came', async () => {
    let stopped = false
    await open([
      async function* (_request: ChatCompletionRequest, signal: AbortSignal) {
        yield beginning
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
        stopped = true
      },
      ' and an end',
    ])
    await page.fill('#composer', 'Go on')
    await page.press('#composer', 'Enter')
    await page.getByText('A beginning').waitFor()
    await page.keyboard.press('Escape')
    await answered()
    expect(await lastAnswer().innerText()).toBe('A beginning')
    expect(await page.locator('.stats').innerText()).toContain('stopped')
    await expect.poll(() => stopped).toBe(true)

    await page.getByRole('button', { name: 'Go on where it stopped' }).click()
    await page.getByText('A beginning and an end').waitFor()
    expect(asked()).toMatchObject({
      messages: [
        { role: 'user', content: 'Go on' },
        { role: 'assistant', content: 'A beginning' },
      ],
      continue_final_message: true,
      add_generation_prompt: false,
    })
    await answered()
    expect(await page.locator('.message').count()).toBe(2)
  })

  test('goes on from an answer that was written by hand', async () => {
    await open(['No.', ' ahoy.'])
    await say('Greet me')
    await page.click('.message.assistant button[aria-label="Edit"]')
    await page.fill('.message-editor textarea', 'Ship')
    await page.press('.message-editor textarea', 'Control+Enter')
    await page.getByRole('button', { name: 'Go on where it stopped' }).click()
    await page.getByText('Ship ahoy.').waitFor()
    expect(await page.locator('.versions').innerText()).toMatch('2/2')
  })

  test('goes on from another token, in a version beside', async () => {
    const place = { ...token(' Argo'), top_logprobs: [token(' Argo'), token(' Bounty')] }
    await open([
      async function* () {
        const logprobs = { content: [token('The'), place], refusal: null }
        yield { ...beginning, choices: [{ ...said('The Argo'), logprobs, finish_reason: 'stop' as const }] }
      },
      ' sails.',
    ])
    await say('Which?')
    await page.getByRole('button', { name: 'probabilities' }).click()
    await page.locator('.token', { hasText: 'Argo' }).click()
    await page.getByRole('button', { name: 'Go on with ·Bounty' }).click()
    await page.getByText('The Bounty sails.').waitFor()
    await answered()
    expect(asked()?.messages.at(-1)).toEqual({ role: 'assistant', content: 'The Bounty' })
    expect(await page.locator('.versions').innerText()).toMatch('2/2')
  })

  test('remembers conversations, finds them, and takes them out and in again', async () => {
    await open(['Ahoy.'])
    await say('Greet me')
    await page.reload()
    await page.getByRole('button', { name: 'Greet me', exact: true }).first().click()
    expect(await lastAnswer().innerText()).toBe('Ahoy.')
    await page.fill('#search', 'nowhere said')
    expect(await page.locator('.sidebar li').count()).toBe(0)
    await page.fill('#search', 'ahoy')
    expect(await page.locator('.sidebar li').count()).toBeGreaterThan(0)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('export all').click()])
    const file = path.join(folder, 'conversations.json')
    await download.saveAs(file)
    const list = page.locator('.sidebar li')
    await page.fill('#search', '')
    const before = await list.count()
    const picker = page.locator('.sidebar input[type=file]')
    await picker.setInputFiles(file)
    await page.getByText('here already').waitFor()
    expect(await list.count()).toBe(before)
    writeFileSync(file, '[{"role":"user","content":"From elsewhere"}]')
    await picker.setInputFiles(file)
    await expect.poll(() => list.count()).toBe(before + 1)
  })

  test('asks for the key that the server wants, and keeps it out of storage', async () => {
    await open(['Hello.'], ['secret-key'])
    await page.fill('.connection input', 'secret-key')
    await page.click('.connection button')
    await page.waitForSelector('.connection', { state: 'detached' })
    await say('Hi')
    expect(await lastAnswer().innerText()).toBe('Hello.')
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))
    expect(kept).not.toContain('secret-key')
  })

  test('says what is wrong with a schema while it is typed, and does not send it', async () => {
    await open(['{}'])
    await page.fill('#json-response_format', '{"type":"json_schem')
    expect(await page.locator('#json-response_format-problem').innerText()).toContain('Not JSON yet')
    await page.fill('#composer', 'Hi')
    expect(await page.locator('.icon-button.primary').isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'JSON object' }).click()
    await say('Hi')
    expect(asked()).toMatchObject({ response_format: { type: 'json_object' } })
  })

  test('shows a refusal of the server in its words', async () => {
    await open(['never'])
    await page.fill('#parameter-top_logprobs', '3')
    await say('Hi')
    expect(await page.locator('.failure').innerText()).toContain('top_logprobs')
  })

  test('compares two settings side by side', async () => {
    await open(['Left.', 'Right.'])
    await page.click('button[aria-label="Compare two models or settings"]')
    await page.fill('.settings:nth-of-type(2) #parameter-temperature', '2')
    await say('Which?')
    expect(await page.locator('.lane').count()).toBe(2)
    const answers = await page.locator('.message.assistant .markdown').allInnerTexts()
    expect(answers.toSorted()).toEqual(['Left.', 'Right.'])
    expect(new Set(backend.requests.map(({ temperature }) => temperature))).toEqual(new Set([2, undefined]))
  })

  test('shows the request as code, and the events of the stream', async () => {
    await open(['Hello there.'])
    await say('Hi')
    await page.click('button[aria-label="Show as code"]')
    expect(await page.locator('.code-panel pre').innerText()).toContain('/v1/chat/completions')
    await page.getByRole('button', { name: 'Python' }).click()
    expect(await page.locator('.code-panel pre').innerText()).toContain('from openai import OpenAI')
    await page.getByRole('button', { name: /events$/ }).click()
    expect(await page.locator('.timeline tbody tr').last().innerText()).toContain('[DONE]')
  })

  test('shows its keys at a question mark, and goes on at Escape', async () => {
    await open(['Ahoy.'])
    await page.locator('h1').click()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await page.keyboard.type('Greet me')
    await page.keyboard.press('Enter')
    await page.getByText('Ahoy.').waitFor()
  })

  test.each(['light', 'dark'] as const)(
    'has no fault that a checker of accessibility finds, in %s',
    async (colorScheme) => {
      await open(['# Title\n\nSome `code` and a [link](https://example.org).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'])
      await page.emulateMedia({ colorScheme })
      await say('Show me')
      // Evaluated by the debugger, since the page's own policy allows no script from elsewhere.
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate<AxeOutcome>('axe.run()')
      const faults = violations.map(
        ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      )
      expect(faults).toEqual([])
    },
  )

  test('fits a phone', async () => {
    await open(['A long answer '.repeat(40)])
    await page.setViewportSize({ width: 375, height: 700 })
    await page.reload()
    await page.waitForSelector('.composer')
    await say('Hi')
    const [width, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(width).toBe(seen)
  })
})

function token(text: string): ChatCompletionTokenLogprob {
  return { token: text, logprob: -0.7, bytes: [...new TextEncoder().encode(text)], top_logprobs: [] }
}

function said(content: string): ChatCompletionChunk['choices'][number] {
  return { index: 0, delta: { role: 'assistant', content }, logprobs: null, finish_reason: null }
}

const beginning: ChatCompletionChunk = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 0,
  model: 'scripted',
  choices: [said('A beginning')],
}

interface AxeOutcome {
  readonly violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[]
}
