/** What the first bytes of a file tell about it, where they are not those of a GGUF file. */
export function describeMagic(magic: Buffer): string {
  if (magic.length === 0) return 'it is empty'
  const text = magic.toString('latin1')
  const kind = knownStarts.find(([start]) => text.startsWith(start))?.[1]
  const shown = /^[\x20-\x7e]+$/.test(text) ? `\`${text}\`` : `the bytes ${magic.toString('hex')}`
  return `it starts with ${shown}${kind === undefined ? '' : `, ${kind}`}, where a GGUF file starts with \`GGUF\``
}

const knownStarts = [
  ['<', 'an HTML page or XML'],
  ['{', 'JSON text'],
  ['vers', 'a Git LFS pointer (the file itself was not fetched)'],
  ['PK', 'a zip archive or wheel'],
  ['\x1f\x8b', 'a gzip file'],
  ['ggjt', 'a model in the old GGML format'],
  ['lmgg', 'a model in the old GGML format'],
  ['tjgg', 'a model in the old GGML format'],
] as const
