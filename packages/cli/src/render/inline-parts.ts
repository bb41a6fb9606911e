/** Flattens inline Markdown into runs of text with the formats they get. */
import type { Inline } from '@colloquy/markdown'
import type { Format } from '../terminal/colour.ts'

/** Text that looks the same throughout, or the end of a line. */
export type InlinePart =
  | { readonly kind: 'text'; readonly text: string; readonly formats: readonly Format[] }
  | { readonly kind: 'break' }

/** A link shows its address after its words where they differ; an image its description and address. */
export function inlineParts(inlines: readonly Inline[], formats: readonly Format[]): InlinePart[] {
  return inlines.flatMap((inline): InlinePart[] => {
    switch (inline.kind) {
      case 'text':
        return [{ kind: 'text', text: inline.text, formats }]
      case 'code':
        return [{ kind: 'text', text: inline.text, formats: [...formats, 'yellow'] }]
      // A terminal cannot set formulas; LaTeX as it was written can be read.
      case 'formula':
        return [{ kind: 'text', text: inline.text, formats: [...formats, 'magenta'] }]
      case 'break':
        return [{ kind: 'break' }]
      case 'strong':
        return inlineParts(inline.children, [...formats, 'bold'])
      case 'emphasis':
        return inlineParts(inline.children, [...formats, 'italic'])
      case 'struck':
        return inlineParts(inline.children, [...formats, 'strikethrough'])
      case 'image':
        return [{ kind: 'text', text: `[image: ${inline.alt}] (${inline.url})`, formats: [...formats, 'dim'] }]
      case 'link': {
        const words = inlineParts(inline.children, [...formats, 'underline'])
        const said = words.map((part) => (part.kind === 'text' ? part.text : ' ')).join('')
        const address: InlinePart = { kind: 'text', text: ` (${inline.url})`, formats: [...formats, 'dim'] }
        return inline.url === said || inline.url === '' ? words : [...words, address]
      }
    }
  })
}
