import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { createHandler, openStore, readPage, serveNode, type RunningServer } from '@colloquy/server'
import type { ChatCompletionRequest } from 'colloquy'
import { scriptedBackend, type ScriptedBackend } from 'colloquy/testing'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'

import { openBrowser } from './browser.ts'

type Script = Parameters<typeof scriptedBackend>[0]

interface OpenOptions {
  /** Keys that the server asks for; none by default. */
  readonly apiKeys?: readonly string[]
  /** The host in the page's address. */
  readonly host?: string
}

/** A page in a browser, in front of a script; one instance for the tests of a file. It is built anew and closed after each test. */
export class OpenedPage {
  /** Where the built page is, and where a test may write. */
  readonly folder: string = mkdtempSync(path.join(tmpdir(), 'colloquy-page-'))
  #browser: Browser | undefined
  #context: BrowserContext | undefined
  #server: RunningServer | undefined
  #page: Page | undefined
  #backend: ScriptedBackend | undefined
  readonly #complaints: string[] = []

  constructor() {
    const build = fileURLToPath(new URL('../../packages/playground/build.mjs', import.meta.url))
    beforeAll(async () => {
      execFileSync(process.execPath, [build, this.folder])
      this.#browser = await openBrowser()
      this.#context = await this.#browser.newContext({ viewport: { width: 1360, height: 860 } })
      // A browser starts within a second; on a machine that does much else it took more than ten.
    }, 60_000)
    afterEach(async () => {
      await this.#page?.close()
      await this.#server?.close()
      expect(this.#complaints.splice(0)).toEqual([])
    })
    afterAll(async () => {
      await this.#browser?.close()
      rmSync(this.folder, { recursive: true, force: true })
    })
  }

  /** Opens the page. What its console complains of fails the test. */
  async open(script: Script, { apiKeys = [], host = '127.0.0.1' }: OpenOptions = {}): Promise<Page> {
    if (this.#context === undefined) throw new Error('There is no browser yet.')
    this.#backend = scriptedBackend(script)
    const files = await readPage(pathToFileURL(`${this.folder}/`))
    this.#server = await serveNode(
      createHandler(this.#backend, { page: files, apiKeys, store: await openStore('memory') }),
      {
        port: 0,
      },
    )
    const page = await this.#context.newPage()
    this.#page = page
    // A browser's console tells every refusal of a server, also those that a test is about.
    page.on('console', (message) => {
      // So it does that a header means nothing on a page that came over plain HTTP.
      if (
        message.type() === 'error' &&
        !/^Failed to load resource|^The Cross-Origin-Opener-Policy/.test(message.text())
      )
        this.#complaints.push(message.text())
    })
    page.on('pageerror', (error) => this.#complaints.push(error.message))
    await page.goto(this.#server.url.replace('127.0.0.1', host))
    await page.waitForSelector('.composer')
    return page
  }

  /** Says something and waits for the end of the answer. */
  async say(words: string): Promise<void> {
    await this.page.fill('#composer', words)
    await this.page.press('#composer', 'Enter')
    await this.answered()
  }

  async answered(): Promise<void> {
    await this.page.waitForSelector('.icon-button[aria-label^="Send"]')
  }

  /** Waits until the browser has stored these words. */
  async kept(words: string): Promise<void> {
    const stored = (): Promise<string> =>
      this.page.evaluate(
        () =>
          new Promise((resolve) => {
            const opening = indexedDB.open('colloquy')
            opening.addEventListener('success', () => {
              const all = opening.result.transaction('conversations').objectStore('conversations').getAll()
              all.addEventListener('success', () => resolve(JSON.stringify(all.result)))
            })
          }),
      )
    await expect.poll(stored, { timeout: 10_000 }).toContain(words)
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error('No page is open.')
    return this.#page
  }

  get lastAnswer(): Locator {
    return this.page.locator('.message.assistant .markdown').last()
  }

  /** The requests so far. */
  get requests(): readonly ChatCompletionRequest[] {
    return this.#backend?.requests ?? []
  }
}
