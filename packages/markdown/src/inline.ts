/** The parts of a line of Markdown. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  /** LaTeX. `text` is the source, marks included; `display` where it is meant to stand by itself. */
  | { readonly kind: 'formula'; readonly text: string; readonly tex: string; readonly display: boolean }
  | { readonly kind: 'strong' | 'emphasis' | 'struck'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly kind: 'image'; readonly url: string; readonly alt: string }
  | { readonly kind: 'break' }

/** The words without their marks. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === 'break') return ' '
      if (inline.kind === 'image') return inline.alt
      return 'text' in inline ? inline.text : plainText(inline.children)
    })
    .join('')
}
