// Takes the pictures of the playground, by day and at night, from a real run: docs/images/playground-{light,dark}.png.
//
//   npm run build && node scripts/picture-playground.mjs [--model smollm2:135m] [--out docs/images]
//
// Needs Chromium: /usr/bin/chromium, or COLLOQUY_CHROMIUM. The model answers live.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createEngine } from '@colloquy/engine'
import { createHandler, readPage, serveNode } from '@colloquy/server'
import { chromium } from 'playwright-core'

const { values: given } = parseArgs({
  options: {
    model: { type: 'string', default: 'smollm2:135m' },
    out: { type: 'string', default: fileURLToPath(new URL('../docs/images', import.meta.url)) },
  },
})
const executablePath = [process.env.COLLOQUY_CHROMIUM, '/usr/bin/chromium'].find((each) => each && existsSync(each))
if (executablePath === undefined)
  throw new Error('No Chromium here: apt-get install chromium, or set COLLOQUY_CHROMIUM.')

const engine = await createEngine({ model: given.model, parallel: 1 })
const server = await serveNode(createHandler(engine, { page: await readPage() }), { port: 0 })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
try {
  for (const colorScheme of ['light', 'dark']) await picture(colorScheme)
} finally {
  await browser.close()
  await server.close()
  await engine.close()
}

async function picture(colorScheme) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme })
  await page.goto(server.url)
  await page.waitForSelector('.composer')
  if (!(await page.isVisible('.settings'))) await page.click('button[aria-label^="Settings"]')
  for (const [name, value] of [
    ['temperature', '0'],
    ['max_completion_tokens', '120'],
    ['top_logprobs', '5'],
  ]) {
    await page.fill(`#parameter-${name}`, value)
  }
  await page.selectOption('#parameter-logprobs', 'true')
  for (const question of [
    'Write a short Python function that greets a ship by its name.',
    'Write one sentence about the sea.',
  ]) {
    await page.fill('#composer', question)
    await page.press('#composer', 'Enter')
    await page.waitForSelector('.message:last-child .actions', { timeout: 120_000 })
    await page.waitForSelector('.icon-button[aria-label^="Send"]', { timeout: 120_000 })
  }
  await page.getByRole('button', { name: 'probabilities' }).last().click()
  await page.locator('.message').last().locator('.logprobs button').nth(4).click()
  await page
    .locator('#parameter-temperature')
    .evaluate((field) => field.closest('.settings')?.parentElement?.scrollTo(0, 330))
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(given.out, `playground-${colorScheme}.png`) })
  await page.close()
}
