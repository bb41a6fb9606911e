import { describe, expect, test } from 'vitest'

import { browserPath, needsBrowser } from './browser.ts'
import { OpenedPage } from './opened-page.ts'

describe.skipIf(browserPath === undefined)(`moving about on the page${needsBrowser}`, () => {
  const at = new OpenedPage()

  test('goes to whatever is named: a conversation by what was said in it, a model, a command', async () => {
    const page = await at.open(['Ahoy.', 'Farewell.'])
    await at.say('Greet me')
    await page.keyboard.press('Control+Shift+O')
    await at.say('Leave me')
    await page.keyboard.press('Control+K')
    const words = page.getByRole('combobox', { name: 'Go to a conversation, a model or a command' })
    await words.fill('ahoy')
    expect(await page.locator('.palette').getByRole('option').allInnerTexts()).toEqual(['Greet me\nconversation'])
    await words.press('Enter')
    await expect.poll(() => at.lastAnswer.innerText()).toBe('Ahoy.')

    await page.keyboard.press('Control+K')
    await words.fill('code')
    await words.press('Enter')
    await page.locator('.code-panel').waitFor()
    await page.keyboard.press('Control+K')
    await words.fill('keys')
    await words.press('ArrowDown')
    await words.press('ArrowUp')
    await words.press('Enter')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('shows a conversation of 500 messages from its end, all of them written', async () => {
    const page = await at.open(['Done.'])
    const buffer = Buffer.from(
      JSON.stringify(
        Array.from({ length: 500 }, (_, index) => ({
          role: index % 2 === 0 ? 'user' : 'assistant',
          content: `Message **${index}**\n\n\`\`\`js\nlet a = ${index}\n\`\`\``,
        })),
      ),
    )
    await page.setInputFiles('.sidebar input[type=file]', { name: 'long.json', mimeType: 'application/json', buffer })
    await page.getByText('Message 499').waitFor()
    await expect.poll(() => page.locator('.message strong').count()).toBe(500)
    await at.say('More')
    expect(await page.locator('.message').count()).toBe(502)
  })

  test('moves nothing where the reader asked for that', async () => {
    const page = await at.open(['Ahoy.'])
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await at.say('Greet me')
    const moving = (): Promise<readonly string[]> =>
      page.evaluate(() =>
        Array.from(document.querySelectorAll('*'))
          .filter((element) => {
            const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element)
            return animationName !== 'none' || !/^0s(, 0s)*$/.test(transitionDuration) || scrollBehavior === 'smooth'
          })
          .map(({ outerHTML }) => outerHTML.slice(0, 80)),
      )
    expect(await moving()).toEqual([])
    await page.keyboard.press('Control+K')
    await page.getByRole('dialog').waitFor()
    expect(await moving()).toEqual([])
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    expect(await moving()).not.toEqual([])
  })

  test('is done by touch: what a finger is to hit is 44 pixels each way', async () => {
    const page = await at.open(['Ahoy.'])
    await at.say('Greet me')
    const browser = page.context().browser() ?? expect.unreachable()
    const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
    const small = await phone.newPage()
    await small.goto(page.url())
    await small.locator('.starters button').first().waitFor()
    const narrow = (): Promise<readonly string[]> =>
      small.evaluate(() =>
        Array.from(
          document.querySelectorAll('button, summary, select, input:not([type=range], [type=checkbox], [hidden])'),
        )
          .filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .filter((element) => {
            const { width, height } = element.getBoundingClientRect()
            return (width > 0 && width < 44) || (height > 0 && height < 44)
          })
          .map(({ outerHTML }) => outerHTML.slice(0, 120)),
      )
    expect(await narrow()).toEqual([])
    await small.getByRole('button', { name: 'Conversations', exact: true }).tap()
    await small.locator('.sidebar').waitFor()
    expect(await narrow()).toEqual([])
    await small.getByRole('button', { name: /^Settings/ }).tap()
    await small.locator('.settings').waitFor()
    expect(await narrow()).toEqual([])
    await phone.close()
  })

  test('has what answers the same question side by side when two lanes are compared', async () => {
    const page = await at.open(['Short.', 'Long.\n\n'.repeat(12), 'Left.', 'Right.'])
    await page.getByRole('button', { name: 'Compare two models or settings' }).click()
    await at.say('First')
    await at.say('Second')
    const tops = await page.evaluate(() =>
      Array.from(document.querySelectorAll('.lane'), (lane) =>
        Array.from(lane.querySelectorAll('.message'), (message) => message.getBoundingClientRect().top),
      ),
    )
    expect(tops[0]).toHaveLength(4)
    expect(tops[1]).toEqual(tops[0])
  })
})
