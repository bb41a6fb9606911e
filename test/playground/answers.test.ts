import {
  InvalidRequestError,
  type ChatCompletionChunk,
  type ChatCompletionRequest,
  type ChatCompletionTokenLogprob,
} from 'colloquy'
import { describe, expect, test } from 'vitest'

import { browserPath, needsBrowser } from './browser.ts'
import { OpenedPage } from './opened-page.ts'

describe.skipIf(browserPath === undefined)(`an answer on the page${needsBrowser}`, () => {
  const at = new OpenedPage()

  test('shows an answer as what its Markdown means, and no HTML of it', async () => {
    await at.open(['# Boats\n\n- **Argo**\n- <img src=x onerror=alert(1)>\n\n```js\nlet a = 1\n```\n'])
    await at.say('Name boats')
    const answer = at.lastAnswer
    expect(await answer.locator('li strong').innerText()).toBe('Argo')
    expect(await answer.locator('img').count()).toBe(0)
    expect(await answer.innerText()).toContain('<img src=x onerror=alert(1)>')
    await answer.locator('.hljs-keyword').waitFor()
  })

  test('shows formulas as what they mean, and prices and what is no LaTeX as they are', async () => {
    await at.open(['So $x^2$, for $5 or $10:\n\n$$\n\\frac{a}{b}\n+ \\boldsymbol{c}\n$$\n\nand \\(\\nonsense{\\) too.'])
    await at.say('Show')
    const answer = at.lastAnswer
    await answer.locator('div.formula mfrac').waitFor()
    expect(await answer.locator('p msup').count()).toBe(1)
    expect(await answer.innerText()).toContain(', for $5 or $10:')
    expect(await answer.innerText()).toContain('and \\(\\nonsense{\\) too.')
  })

  test('shows the whole of a long answer that comes at once, and another version after it', async () => {
    const table = `| a | b |\n|---|---|\n${'| cell | `code` |\n'.repeat(3000)}`
    const page = await at.open([`${table}\nThe end`, 'Short'])
    await at.say('A table')
    await at.lastAnswer.getByText('The end').waitFor()
    const places = await at.lastAnswer
      .locator('tr > :last-child')
      .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().left)))
    expect(places).toHaveLength(3001)
    expect(new Set(places).size).toBe(1)
    await page.click('[aria-label="Answer again"]')
    await at.lastAnswer.getByText('Short').waitFor()
    expect(await at.lastAnswer.innerText()).toBe('Short')
  })

  test('stops at Escape and keeps what came', async () => {
    let stopped = false
    const page = await at.open([
      async function* (_request: ChatCompletionRequest, signal: AbortSignal) {
        yield beginning
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
        stopped = true
      },
      ' and an end',
    ])
    await page.fill('#composer', 'Go on')
    await page.press('#composer', 'Enter')
    await at.lastAnswer.getByText('A beginning').waitFor()
    await page.keyboard.press('Escape')
    await at.answered()
    expect(await at.lastAnswer.innerText()).toBe('A beginning')
    expect(await page.locator('.stats').innerText()).toContain('stopped')
    await expect.poll(() => stopped).toBe(true)

    await page.getByRole('button', { name: 'Go on where it stopped' }).click()
    await at.lastAnswer.getByText('A beginning and an end').waitFor()
    expect(at.requests.at(-1)).toMatchObject({
      messages: [
        { role: 'user', content: 'Go on' },
        { role: 'assistant', content: 'A beginning' },
      ],
      continue_final_message: true,
      add_generation_prompt: false,
    })
    await at.answered()
    expect(await page.locator('.message').count()).toBe(2)
  })

  test('is kept while it comes: a page that is closed meanwhile shows what was said, and the answer can go on', async () => {
    const page = await at.open([
      async function* (_request: ChatCompletionRequest, signal: AbortSignal) {
        yield beginning
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
      },
    ])
    await page.fill('#composer', 'Go on')
    await page.press('#composer', 'Enter')
    await at.lastAnswer.getByText('A beginning').waitFor()
    await at.kept('A beginning')
    await page.reload()
    await expect.poll(() => at.lastAnswer.innerText()).toBe('A beginning')
    expect(await page.locator('.stats').innerText()).toContain('stopped')
    expect(await page.getByRole('button', { name: 'Go on where it stopped' }).count()).toBe(1)
  })

  test('that failed before it said anything is not sent back', async () => {
    await at.open([
      () => {
        throw new InvalidRequestError('Not this.', { code: 'invalid_value' })
      },
      'Yes.',
    ])
    await at.say('One')
    await at.say('Two')
    expect(at.requests.at(-1)?.messages).toEqual([
      { role: 'user', content: 'One' },
      { role: 'user', content: 'Two' },
    ])
  })

  test('reads from right to left where its words do, in lists and quotes too, and its code never', async () => {
    await at.open(['- واحد\n- اثنان\n\n> اقتباس\n\n```js\nlet a\n```\n\nEnd'])
    await at.say('Write')
    const directionOf = (selector: string) =>
      at.lastAnswer
        .locator(selector)
        .last()
        .evaluate((element) => getComputedStyle(element).direction)
    expect(await directionOf('ul')).toBe('rtl')
    expect(await directionOf('blockquote p')).toBe('rtl')
    expect(await directionOf('.code')).toBe('ltr')
    expect(await directionOf('p')).toBe('ltr')
  })

  test('has its code copied, and says so', async () => {
    const page = await at.open(['```js\nlet a = 1\n```\n'])
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await at.say('Code')
    await at.lastAnswer.getByRole('button', { name: 'Copy' }).click()
    await at.lastAnswer.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('let a = 1\n')
  })

  test('is in sight to its end, also where it comes at once or fails', async () => {
    const page = await at.open([
      'A line\n\n'.repeat(60),
      () => {
        throw new InvalidRequestError('Not this.', { code: 'invalid_value' })
      },
    ])
    const left = () =>
      page.evaluate(() => {
        const lane = document.querySelector('.lane')
        return lane === null ? Infinity : lane.scrollHeight - lane.scrollTop - lane.clientHeight
      })
    await at.say('Lines')
    await expect.poll(left).toBeLessThan(2)
    await at.say('More')
    await page.locator('.failure').waitFor()
    await expect.poll(left).toBeLessThan(2)
  })

  test('is brought back when it was deleted by mistake', async () => {
    const page = await at.open(['One.'])
    await at.say('Count')
    await page.click('.message.assistant button[aria-label^="Delete"]')
    expect(await page.locator('.message').count()).toBe(1)
    await page.getByRole('button', { name: 'undo' }).click()
    await expect.poll(() => at.lastAnswer.innerText()).toBe('One.')
    expect(await page.getByText('Deleted.').count()).toBe(0)
  })

  test('goes on from an answer that was written by hand', async () => {
    const page = await at.open(['No.', ' ahoy.'])
    await at.say('Greet me')
    await page.click('.message.assistant button[aria-label="Edit"]')
    await page.fill('.message-editor textarea', 'Ship')
    await page.press('.message-editor textarea', 'Control+Enter')
    await page.getByRole('button', { name: 'Go on where it stopped' }).click()
    await at.lastAnswer.getByText('Ship ahoy.').waitFor()
    expect(await page.locator('.versions').innerText()).toMatch('2/2')
  })

  test('goes on from another token, in a version beside', async () => {
    const place = { ...token(' Argo'), top_logprobs: [token(' Argo'), token(' Bounty')] }
    const page = await at.open([
      async function* () {
        const logprobs = { content: [token('The'), place], refusal: null }
        yield { ...beginning, choices: [{ ...said('The Argo'), logprobs, finish_reason: 'stop' as const }] }
      },
      ' sails.',
    ])
    await at.say('Which?')
    // Opened once, they are open when the next answer comes.
    await page.getByRole('button', { name: 'probabilities' }).click()
    await page.locator('.token', { hasText: 'Argo' }).click()
    await page.getByRole('button', { name: 'Go on with ·Bounty' }).click()
    await at.answered()
    await page.getByRole('button', { name: 'probabilities' }).waitFor({ state: 'detached' })
    await at.lastAnswer.getByText('The Bounty sails.').waitFor()
    expect(at.requests.at(-1)?.messages.at(-1)).toEqual({ role: 'assistant', content: 'The Bounty' })
    expect(await page.locator('.versions').innerText()).toMatch('2/2')
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
