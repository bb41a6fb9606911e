import { describe, expect, test } from 'vitest'

import { browserPath, needsBrowser } from './browser.ts'
import { OpenedPage } from './opened-page.ts'

describe.skipIf(browserPath === undefined)(`what the page keeps${needsBrowser}`, () => {
  const at = new OpenedPage()

  test('is what was typed to the last letter, when the page is left in the same moment', async () => {
    const page = await at.open(['Ahoy.'])
    await at.say('Greet me')
    await at.kept('Ahoy.')
    await page.fill('.settings .field textarea', 'Be brief.')
    await page.fill('#composer', 'And then')
    await page.reload()
    await expect.poll(() => page.inputValue('.settings .field textarea')).toBe('Be brief.')
    expect(await page.inputValue('#composer')).toBe('And then')
  })

  test('is what was said in either of two tabs that go on with the same conversation', async () => {
    const page = await at.open(['One.', 'Two.', 'Three.'])
    await at.say('First')
    await at.kept('One.')
    const other = await page.context().newPage()
    await other.goto(page.url())
    const answers = other.locator('.message.assistant .markdown')
    await expect.poll(() => answers.allInnerTexts()).toEqual(['One.'])

    // What one says, the other shows.
    await other.fill('#composer', 'Second')
    await other.press('#composer', 'Enter')
    await expect.poll(() => at.lastAnswer.innerText()).toBe('Two.')

    // Both change it in the same moment.
    await Promise.all([
      page.fill('.settings .field textarea', 'Be brief.'),
      other
        .locator('input.title')
        .fill('Counting')
        .then(() => other.press('input.title', 'Enter')),
    ])
    await at.say('Third')
    await at.kept('Three.')
    await other.close()
    await page.reload()
    await expect
      .poll(() => page.locator('.message.assistant .markdown').allInnerTexts())
      .toEqual(['One.', 'Two.', 'Three.'])
    expect(await page.inputValue('.settings .field textarea')).toBe('Be brief.')
    expect(await page.inputValue('input.title')).toBe('Counting')
  })

  test('is gone from a tab when another one takes it away', async () => {
    const page = await at.open(['One.'])
    await at.say('Leave me')
    await at.kept('Leave me')
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.getByRole('button', { name: 'Delete Leave me' }).click()
    await expect.poll(() => page.getByRole('button', { name: 'Leave me', exact: true }).count()).toBe(0)
    await other.close()
  })

  test('is the probabilities of an answer as well', async () => {
    const logprobs = {
      content: [{ token: 'Ahoy', logprob: -0.7, bytes: [65, 104, 111, 121], top_logprobs: [] }],
      refusal: null,
    }
    const choice = {
      index: 0,
      delta: { role: 'assistant' as const, content: 'Ahoy' },
      logprobs,
      finish_reason: 'stop' as const,
    }
    const page = await at.open([
      async function* () {
        yield { id: 'c', object: 'chat.completion.chunk' as const, created: 0, model: 'scripted', choices: [choice] }
      },
    ])
    await at.say('Greet me')
    await at.kept('Greet me')
    await page.reload()
    await page.getByRole('button', { name: 'probabilities' }).click()
    expect(await page.locator('.token').first().getAttribute('title')).toBe('49.7 %  Ahoy')
  })

  test('is nothing where the browser forbids it: the page says so, and works', async () => {
    const page = await at.open(['Ahoy.'])
    await page.addInitScript(() => {
      const forbid = (): never => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      }
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, { get: forbid })
    })
    await page.reload()
    await page.getByText('Nothing is kept when this page is closed: The operation is insecure.').waitFor()
    await at.say('Greet me')
    expect(await at.lastAnswer.innerText()).toBe('Ahoy.')
    await page.getByText('This is not kept when the page is closed').waitFor()
  })

  test('says so where the storage is full, and says it no longer when there is room again', async () => {
    const page = await at.open(['One.', 'Two.'])
    await page.evaluate(() => {
      const prototype = IDBObjectStore.prototype
      const full: ProxyHandler<typeof prototype.put> = {
        apply(put, store, kept) {
          if (document.documentElement.dataset['full'] === 'yes') throw new DOMException('Full.', 'QuotaExceededError')
          return Reflect.apply(put, store, kept)
        },
      }
      Reflect.set(prototype, 'put', new Proxy(Reflect.get(prototype, 'put'), full))
      document.documentElement.dataset['full'] = 'yes'
    })
    await at.say('One')
    await page.getByText("this browser's storage is full").waitFor()
    await page.evaluate(() => (document.documentElement.dataset['full'] = 'no'))
    await at.say('Two')
    await page.locator('.connection').waitFor({ state: 'detached' })
    await at.kept('Two.')
  })
})
