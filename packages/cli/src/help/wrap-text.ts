/** Breaks `text` at spaces so that no line passes `columns`, each line begun with `indent` spaces. Long words stay whole. */
export function wrapText(text: string, columns: number, options: { readonly indent?: number } = {}): string {
  const indent = ' '.repeat(options.indent ?? 0)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && indent.length + longer.length > columns) {
      lines.push(indent + line)
      line = word
    } else line = longer
  }
  return [...lines, indent + line].join('\n')
}
