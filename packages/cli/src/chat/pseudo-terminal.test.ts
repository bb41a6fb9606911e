import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildBin, type BuiltBin } from '../__fixtures__/built-bin.ts'
import { piece } from '../__fixtures__/fake-io.ts'
import { hasTmux, PseudoTerminal } from '../__fixtures__/pseudo-terminal.ts'
import { type Sender, type SseServer, withSseServer } from '../__fixtures__/sse-server.ts'

let bin: BuiltBin

beforeAll(async () => {
  bin = await buildBin()
})

afterAll(async () => {
  await bin.remove()
})

if (!hasTmux) console.warn('No tmux: the conversation is not tested in a real pseudo-terminal. Install tmux to do so.')

interface World {
  readonly terminal: PseudoTerminal
  readonly server: SseServer
}

// A conversation with an endpoint that says `words`, one a chunk; without an end it goes on until it is stopped.
async function converse(
  options: { words: readonly string[]; endless?: boolean; columns?: number; env?: Record<string, string> },
  use: (world: World) => Promise<void>,
): Promise<void> {
  const answer = async (reply: Sender): Promise<void> => {
    for (const content of options.words) await reply.send(piece({ content }))
    if (options.endless) return
    await reply.send(piece({}, 'stop'))
    reply.end()
  }
  await withSseServer(answer, async (server) => {
    using terminal = new PseudoTerminal({
      columns: options.columns ?? 60,
      rows: 24,
      env: { HOME: bin.directory, NODE_ENV: '', ...options.env },
      argv: [process.execPath, bin.path, '--base-url', server.baseURL, '-m', 'demo', '--no-log', '--no-history'],
    })
    await terminal.shows('>')
    await use({ terminal, server })
  })
}

describe.runIf(hasTmux)('in a real terminal', () => {
  test('a conversation is shown as Markdown, goes on, and ends with Ctrl-D', () =>
    converse({ words: ['# Boats\n\n- **Wind', 'ward**\n- 漢字 ⛵\n'] }, async ({ terminal, server }) => {
      terminal.type('Name boats')
      terminal.press('Enter')
      const screen = await terminal.shows('pieces received')
      expect(screen).toContain('> Name boats\n')
      expect(screen).toContain('Boats\n\n • Windward\n • 漢字 ⛵\n')
      terminal.type('again')
      terminal.press('Enter')
      await terminal.shows('> again')
      terminal.press('C-d')
      await terminal.shows('exit code 0')
      expect(server.requests).toHaveLength(2)
    }))

  test('Ctrl-C stops the answer and stays; what came is sent with the next question', () =>
    converse({ words: ['Once upon a time '], endless: true }, async ({ terminal, server }) => {
      terminal.type('Tell')
      terminal.press('Enter')
      await terminal.shows('Once upon a')
      terminal.press('C-c')
      await terminal.shows('Stopped')
      await server.abandoned
      terminal.type('Go on')
      terminal.press('Enter')
      await terminal.shows('> Go on')
      await expect.poll(() => server.requests.length).toBe(2)
      expect(server.requests[1]).toMatchObject({
        messages: [{ content: 'Tell' }, { role: 'assistant', content: 'Once upon a time ' }, { content: 'Go on' }],
      })
    }))

  test('a paste of several lines is one message, and Ctrl-J makes a line of its own', () =>
    converse({ words: ['ok'] }, async ({ terminal, server }) => {
      terminal.paste('one\ntwo')
      await terminal.shows('  two')
      terminal.press('C-j')
      terminal.type('three')
      terminal.press('Enter')
      await terminal.shows('piece received')
      expect(server.requests).toMatchObject([{ messages: [{ content: 'one\ntwo\nthree' }] }])
    }))

  test('a line longer than the terminal is wide can be written and mended', () =>
    converse({ words: ['ok'], columns: 24 }, async ({ terminal, server }) => {
      terminal.type('abcdefghijklmnopqrstuvwxyz漢字漢字漢字')
      terminal.press('BSpace', 'C-a')
      terminal.type('X')
      terminal.press('Enter')
      await terminal.shows('first token')
      expect(server.requests).toMatchObject([{ messages: [{ content: 'Xabcdefghijklmnopqrstuvwxyz漢字漢字漢' }] }])
    }))

  test('words are wrapped at the width of the terminal, never cut', () =>
    converse({ words: [`${'several words '.repeat(8)}end\n`], columns: 30 }, async ({ terminal }) => {
      terminal.type('x')
      terminal.press('Enter')
      const screen = await terminal.shows('end')
      const lines = screen.split('\n').filter((line) => line.includes('several') || line.includes('words'))
      for (const line of lines) expect(line).toMatch(/^(?:several|words|end)(?: (?:several|words|end))*$/u)
      expect(lines.length).toBeGreaterThan(3)
    }))

  test.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }],
  ])('with %s the answer is the text that the model wrote', (_, env) =>
    converse({ words: ['**Wind', 'ward**\n'], env }, async ({ terminal }) => {
      terminal.type('x')
      terminal.press('Enter')
      expect(await terminal.shows('pieces received')).toContain('**Windward**\n')
    }),
  )

  test('a command is completed by Tab, and found again by Ctrl-R', () =>
    converse({ words: ['ok'] }, async ({ terminal }) => {
      terminal.type('/sta')
      terminal.press('Tab', 'Enter')
      await terminal.shows('No answer yet.')
      terminal.press('C-r')
      terminal.type('sta')
      await terminal.shows('search: sta')
      terminal.press('Enter', 'Enter')
      await expect.poll(() => terminal.screen.split('No answer yet.').length).toBe(3)
    }))
})
