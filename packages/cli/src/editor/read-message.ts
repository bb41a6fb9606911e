/** Lets a person write one message. */
import type { CommandContext } from '../command-context.ts'
import type { Completion } from './line-editor.ts'
import type { InputHistory } from './input-history.ts'
import { InputView } from './input-view.ts'
import type { Keyboard } from './keyboard.ts'
import { LineEditor } from './line-editor.ts'

/** What writing needs around it. */
export interface ReadMessageOptions {
  readonly context: CommandContext
  readonly keyboard: Keyboard
  readonly history: InputHistory
  /** What the message begins with. */
  readonly text?: string
  readonly prompt?: string
  complete(text: string, cursor: number): Completion
}

/** What came of it; `interrupt` is Ctrl-C at an empty line. */
export type ReadMessageResult =
  | { readonly type: 'message'; readonly text: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'end' }

// Bracketed paste: the terminal marks what is pasted, so that its lines are not taken for many messages.
const pasteOn = '\u001b[?2004h'
const pasteOff = '\u001b[?2004l'

/** Draws, takes keys, and leaves what was written standing. */
export async function readMessage(options: ReadMessageOptions): Promise<ReadMessageResult> {
  const { context, keyboard, history, text = '', prompt = '> ' } = options
  const { io, stdout } = context
  const editor = new LineEditor({ history, complete: (typed, cursor) => options.complete(typed, cursor) }, text)
  const view = new InputView()
  const draw = (): void => {
    const frame = {
      prompt: stdout.style('bold', prompt),
      promptWidth: prompt.length,
      text: editor.text,
      cursor: editor.cursor,
      hint: editor.hint,
      choices: editor.choices,
    }
    stdout.paint(view.draw(frame, stdout.columns, stdout.rows))
  }
  stdout.paint(pasteOn)
  draw()
  let away = false
  const stopWatching = stdout.onResize(() => {
    if (!away) draw()
  })
  try {
    for (;;) {
      const key = await keyboard.next()
      if (!key) return { type: 'end' }
      const outcome = editor.push(key)
      switch (outcome.type) {
        case 'submit':
          draw()
          stdout.paint(view.leave())
          return { type: 'message', text: outcome.text }
        case 'end':
          stdout.paint(view.leave())
          return { type: 'end' }
        case 'interrupt':
          stdout.paint(view.leave())
          if (editor.text === '') return { type: 'interrupt' }
          editor.set('')
          break
        case 'clear-screen':
          stdout.paint('\u001b[H\u001b[2J')
          view.forget()
          break
        case 'open-editor':
          editor.set((await elsewhere(() => io.editText(editor.text))) ?? editor.text)
          break
        case 'suspend':
          await elsewhere(async () => io.suspend())
          break
        case 'redraw':
          break
      }
      draw()
    }
  } finally {
    stopWatching()
    stdout.paint(pasteOff)
  }

  // Another program has the terminal meanwhile; afterwards the message is drawn below what it left.
  async function elsewhere<T>(use: () => Promise<T>): Promise<T> {
    stdout.paint(`${view.leave()}${pasteOff}`)
    keyboard.pause()
    away = true
    try {
      return await use()
    } finally {
      away = false
      keyboard.resume()
      stdout.paint(pasteOn)
    }
  }
}
