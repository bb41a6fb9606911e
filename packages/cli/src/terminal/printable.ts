/** Makes text of unknown origin safe to show on a terminal. */

/**
 * Shows control characters instead of obeying them: an escape sequence in an answer could move the cursor, rename the
 * window, write the clipboard or hide text. C0 becomes its picture (ESC is ␛), C1 becomes �. Newline and tab stay, and
 * so does a line's end in the Windows way, as a plain newline.
 * Each character is judged alone, so text may be cut anywhere between calls except inside `\r\n`.
 */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(controls, (control) => {
    const code = control.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '\u2421' : '\ufffd'
  })
}

/** The same on one line, for names and table cells. */
export function printableLine(text: string): string {
  return printable(text.replace(/\s+/gu, ' '))
}

// Category Cc is C0, DEL and C1.
const controls = /(?![\n\t])\p{Cc}/gu
