import { writeFileSync } from 'node:fs'
import path from 'node:path'

import axe from 'axe-core'
import { InvalidRequestError, type ChatCompletionChunk } from 'colloquy'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'

import { browserPath, needsBrowser, otherHost } from './browser.ts'
import { OpenedPage } from './opened-page.ts'

describe.skipIf(browserPath === undefined)(`the page in a browser${needsBrowser}`, () => {
  const at = new OpenedPage()

  test('sends what was set and nothing else', async () => {
    const page = await at.open(['Yes.', 'No.'])
    await at.say('Hello')
    expect(at.requests.at(-1)).toEqual({
      model: 'scripted',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: true,
      stream_options: { include_usage: true },
    })
    await page.fill('#parameter-temperature', '0.5')
    await page.fill('.settings .field textarea', 'Be brief.')
    await at.say('And?')
    expect(at.requests.at(-1)).toMatchObject({
      temperature: 0.5,
      messages: [{ role: 'system' }, {}, { content: 'Yes.' }, {}],
    })
    await page.click('button[aria-label="Leave temperature unset"]')
    await page.click('button[aria-label="Answer again"] >> nth=-1')
    await at.answered()
    expect(at.requests.at(-1)).not.toHaveProperty('temperature')
  })

  test('keeps every version of an edited question and of an answer', async () => {
    const page = await at.open(['One.', 'Two.', 'Three.'])
    await at.say('Count')
    await page.click('button[aria-label="Answer again"]')
    await page.waitForFunction(() => document.querySelector('.message.assistant .markdown')?.textContent === 'Two.')
    expect(await page.locator('.versions').innerText()).toMatch('2/2')
    await page.click('button[aria-label="Version before"]')
    await expect.poll(() => at.lastAnswer.innerText()).toBe('One.')

    await page.hover('.message.user')
    await page.click('.message.user button[aria-label="Edit"]')
    await page.fill('.message-editor textarea', 'Count on')
    await page.press('.message-editor textarea', 'Control+Enter')
    await page.waitForFunction(() => document.querySelector('.message.assistant .markdown')?.textContent === 'Three.')
    expect(await page.locator('.message.user .markdown').innerText()).toBe('Count on')
    await page.click('.message.user button[aria-label="Version before"]')
    await expect.poll(() => at.lastAnswer.innerText()).toBe('One.')
  })

  test('remembers conversations, finds them, and takes them out and in again', async () => {
    const page = await at.open(['Ahoy.'])
    await at.say('Greet me')
    await page.reload()
    await page.getByRole('button', { name: 'Greet me', exact: true }).first().click()
    expect(await at.lastAnswer.innerText()).toBe('Ahoy.')
    await page.fill('#search', 'nowhere said')
    expect(await page.locator('.sidebar li').count()).toBe(0)
    await page.fill('#search', 'ahoy')
    expect(await page.locator('.sidebar li').count()).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Delete Greet me' }).first().click()
    await page.getByRole('button', { name: 'Bring back Greet me' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'Greet me', exact: true }).first().waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('export all').click()])
    const file = path.join(at.folder, 'conversations.json')
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

  test('opens what the server keeps', async () => {
    const page = await at.open(['Ahoy.'])
    await page.getByRole('button', { name: 'on the server' }).click()
    await page.getByText('The server keeps no answer yet.').waitFor()
    await page.selectOption('#parameter-store', 'true')
    await at.say('Greet me')
    await page.getByRole('button', { name: 'Delete Greet me' }).click()
    await page.getByRole('button', { name: 'on the server' }).click()
    await page.getByRole('button', { name: 'on the server' }).click()
    await page.locator('.stored .conversation').click()
    await expect.poll(() => at.lastAnswer.innerText()).toBe('Ahoy.')
    expect(await page.locator('.message.user .markdown').innerText()).toBe('Greet me')
  })

  test('asks for the key that the server wants, and keeps it out of storage', async () => {
    const page = await at.open(['Hello.'], { apiKeys: ['secret-key'] })
    await page.fill('.connection input', 'another-key')
    await page.click('.connection button')
    await page.getByText('The server does not take this key.').waitFor()
    await page.fill('.connection input', 'secret-key')
    await page.click('.connection button')
    await page.waitForSelector('.connection', { state: 'detached' })
    await at.say('Hi')
    expect(await at.lastAnswer.innerText()).toBe('Hello.')
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))
    expect(kept).not.toContain('secret-key')
  })

  test('says what is wrong with a schema while it is typed, and does not send it', async () => {
    const page = await at.open(['{}'])
    await page.fill('#json-response_format', '{"type":"json_schem')
    expect(await page.locator('#json-response_format-problem').innerText()).toContain('Not JSON yet')
    await page.fill('#composer', 'Hi')
    expect(await page.locator('.icon-button.primary').isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'clear' }).click()
    await page.getByRole('button', { name: 'JSON object' }).click()
    await at.say('Hi')
    expect(at.requests.at(-1)).toMatchObject({ response_format: { type: 'json_object' } })
  })

  test('shows a refusal of the server in its words', async () => {
    const page = await at.open(['never'])
    await page.fill('#parameter-top_logprobs', '3')
    await at.say('Hi')
    expect(await page.locator('.failure').innerText()).toContain('top_logprobs')
  })

  test('compares two settings side by side', async () => {
    const page = await at.open(['Left.', 'Right.'])
    await page.click('button[aria-label="Compare two models or settings"]')
    await page.getByRole('button', { name: 'B', exact: true }).click()
    await page.fill('#parameter-temperature', '2')
    await at.say('Which?')
    expect(await page.locator('.lane').count()).toBe(2)
    const answers = await page.locator('.message.assistant .markdown').allInnerTexts()
    expect(answers.toSorted()).toEqual(['Left.', 'Right.'])
    expect(new Set(at.requests.map(({ temperature }) => temperature))).toEqual(new Set([2, undefined]))
    expect(await page.locator('.lane-title').allInnerTexts()).toEqual(['A · scripted', 'B · scripted · temperature 2'])

    // What was said in the second lane is not lost with it.
    const list = page.locator('.sidebar li')
    const before = await list.count()
    await page.click('button[aria-label="Compare two models or settings"]')
    await expect.poll(() => page.locator('.lane').count()).toBe(1)
    expect(await list.count()).toBe(before + 1)
  })

  test('begins with a question that shows what it can do', async () => {
    const page = await at.open(['{"name":"Ann","age":40}'])
    await page.getByRole('button', { name: /^Make the answer fit a schema/ }).click()
    await at.lastAnswer.getByText('"Ann"').waitFor()
    expect(at.requests.at(-1)).toMatchObject({ response_format: { type: 'json_schema' } })
    expect(await page.locator('#json-response_format').inputValue()).toContain('json_schema')
  })

  test('shows the same conversation after a reload, with what was said and what was typed last', async () => {
    const page = await at.open(['Ahoy.'])
    await at.say('Greet me')
    await page.fill('.settings .field textarea', 'Be brief.')
    await at.kept('Be brief.')
    await page.reload()
    await expect.poll(() => at.lastAnswer.innerText()).toBe('Ahoy.')
    expect(await page.inputValue('.settings .field textarea')).toBe('Be brief.')
  })

  test('shows the request as code, and the events of the stream', async () => {
    const page = await at.open(['Hello there.'])
    await at.say('Hi')
    await page.click('button[aria-label="Code and export"]')
    expect(await page.locator('.code-panel pre').innerText()).toContain('/v1/chat/completions')
    await page.getByRole('button', { name: 'Python' }).click()
    expect(await page.locator('.code-panel pre').innerText()).toContain('from openai import OpenAI')
    await page.getByRole('button', { name: /events$/ }).click()
    expect(await page.locator('.timeline tbody tr').last().innerText()).toContain('[DONE]')
  })

  test('shows its keys at a question mark, and goes on at Escape', async () => {
    const page = await at.open(['Ahoy.'])
    await page.locator('h1').click()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await page.keyboard.type('Greet me')
    await page.keyboard.press('Enter')
    await at.lastAnswer.getByText('Ahoy.').waitFor()
  })

  test.each(['light', 'dark'] as const)(
    'has no fault that a checker of accessibility finds, in %s',
    async (colorScheme) => {
      const page = await at.open([
        '# Title\n\nSome `code` and a [link](https://example.org).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
      ])
      await page.emulateMedia({ colorScheme })
      await at.say('Show me')
      expect(await faultsOf(page)).toEqual([])
    },
  )

  test('has no such fault with code, keys, two lanes, tool calls and a failure', async () => {
    const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model: 'scripted' } as const
    const delta: ChatCompletionChunk['choices'][number]['delta'] = {
      role: 'assistant',
      tool_calls: [{ index: 0, id: 'c', type: 'function', function: { name: 'weather', arguments: '{}' } }],
    }
    const page = await at.open([
      [{ ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: 'tool_calls' as const }] }],
      '- [x] done\n- [ ] not done\n\n#### Deep\n\n## Shallow',
      () => {
        throw new InvalidRequestError('`tools` are too many.', { code: 'invalid_value', param: 'tools' })
      },
    ])
    await at.say('Call')
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Send the result' }).click()
    await at.lastAnswer.getByText('Shallow').waitFor()
    await at.answered()
    await at.say('Fail')
    await page.getByRole('button', { name: 'request', exact: true }).last().click()
    expect(await page.locator('.sent').innerText()).toContain('"stream": true')
    expect(await faultsOf(page)).toEqual([])
    await page.click('button[aria-label="Compare two models or settings"]')
    await page.click('button[aria-label="Code and export"]')
    expect(await faultsOf(page)).toEqual([])
    await page.locator('h1').click()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    expect(await faultsOf(page)).toEqual([])
  })

  test('edits the last question at an arrow, and shows files beside words', async () => {
    const page = await at.open(['One.', 'Two.'])
    const buffer = Buffer.from('Some notes')
    await page.setInputFiles('.composer input[type=file]', { name: 'notes.txt', mimeType: 'text/plain', buffer })
    await at.say('Read this')
    expect(await page.locator('.message.user .markdown').innerText()).toBe('Read this')
    expect(await page.locator('.message.user .file summary').innerText()).toContain('notes.txt')
    await at.say('And this')
    await page.focus('#composer')
    await page.keyboard.press('ArrowUp')
    await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('composer')
  })

  test('works where it comes over plain HTTP from another machine', async () => {
    const page = await at.open(['```js\nlet a\n```'], { host: otherHost })
    expect(await page.evaluate(() => isSecureContext)).toBe(false)
    await at.say('Code')
    await at.lastAnswer.getByRole('button', { name: 'Copy' }).click()
    await at.lastAnswer.getByRole('button', { name: 'Copied' }).waitFor()
  })

  test('fits a phone', async () => {
    const page = await at.open(['A long answer '.repeat(40)])
    await page.setViewportSize({ width: 375, height: 700 })
    await page.reload()
    await page.waitForSelector('.composer')
    await at.say('Hi')
    const [width, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(width).toBe(seen)
  })
})

async function faultsOf(page: Page): Promise<readonly string[]> {
  // What is still fading in has half its contrast.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  // Evaluated by the debugger, since the page's own policy allows no script from elsewhere.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeOutcome>('axe.run()')
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

interface AxeOutcome {
  readonly violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[]
}
