/** Pairs the marks of emphasis as CommonMark does, in one pass. */
import type { Inline } from './inline.ts'

/** A run of `*`, `_` or `~`. */
export interface DelimiterRun {
  readonly mark: string
  readonly count: number
  readonly canOpen: boolean
  readonly canClose: boolean
  /** Where it stands in the source. */
  readonly start: number
}

/** A place that something still unfinished begins at. */
interface Frame {
  /** Undefined for the text itself and for a bracket. */
  readonly run: DelimiterRun | undefined
  readonly literal: string
  readonly start: number
  left: number
  children: Inline[]
}

/** What stands open, from the outside in. */
export class EmphasisStack {
  readonly #frames: Frame[] = [frame(undefined, '', 0)]

  /** Where the outermost open mark or bracket begins; undefined where nothing is open. */
  get openFrom(): number | undefined {
    return this.#frames[1]?.start
  }

  /** True where a `[` waits for its end. */
  get inBracket(): boolean {
    return this.#frames.some(({ literal }) => literal !== '')
  }

  add(inline: Inline): void {
    const children = this.#top().children
    const last = children.at(-1)
    if (inline.kind === 'text' && last?.kind === 'text') {
      children[children.length - 1] = { kind: 'text', text: last.text + inline.text }
    } else children.push(inline)
  }

  addRun(run: DelimiterRun): void {
    let { count } = run
    const outermost = this.openFrom
    while (run.canClose && count > 0) {
      const index = this.#openerOf(run)
      if (index < 0) break
      count -= this.#close(index, Math.min(count, 2))
    }
    if (count === 0) return
    // A run that closed one thing and opens another stands in both: they can only be settled together.
    const start = count < run.count ? (outermost ?? run.start) : run.start
    if (run.canOpen) this.#frames.push(frame({ ...run, count }, '', start, count))
    else this.add({ kind: 'text', text: run.mark.repeat(count) })
  }

  openBracket(literal: string, start: number): void {
    this.#frames.push(frame(undefined, literal, start))
  }

  /** Ends the innermost bracket: its mark and what stands in it, emphasis settled. */
  closeBracket(): { readonly literal: string; readonly children: readonly Inline[] } | undefined {
    const index = this.#frames.findLastIndex(({ literal }) => literal !== '')
    const bracket = this.#frames[index]
    if (!bracket) return undefined
    this.#collapse(index)
    this.#frames.pop()
    return { literal: bracket.literal, children: bracket.children }
  }

  /** The whole; marks that nothing closed are text. */
  end(): readonly Inline[] {
    this.#collapse(0)
    return this.#top().children
  }

  #top(): Frame {
    const top = this.#frames.at(-1)
    if (!top) throw new TypeError('The emphasis stack is empty.')
    return top
  }

  #openerOf({ mark, count, canOpen }: DelimiterRun): number {
    for (let index = this.#frames.length - 1; index > 0; index--) {
      const { run, left, literal } = this.#frames[index] ?? frame(undefined, '', 0)
      // Emphasis that began before a bracket does not end inside it.
      if (literal !== '') return -1
      if (run?.mark !== mark) continue
      if (mark === '~') {
        if (left === count) return index
        continue
      }
      // CommonMark's rule 9: `*a**b*` holds no strong text.
      const odd =
        (canOpen || run.canClose) && (run.count + count) % 3 === 0 && !(run.count % 3 === 0 && count % 3 === 0)
      if (!odd) return index
    }
    return -1
  }

  // How many marks were used up.
  #close(index: number, most: number): number {
    this.#collapse(index)
    const opener = this.#top()
    const used = opener.run?.mark === '~' ? opener.left : Math.min(most, opener.left, 2)
    const kind = opener.run?.mark === '~' ? 'struck' : used === 2 ? 'strong' : 'emphasis'
    const inline: Inline = { kind, children: opener.children }
    opener.left -= used
    opener.children = []
    if (opener.left === 0) this.#frames.pop()
    this.add(inline)
    return used
  }

  // Gives what stands open above `index` to it as text, each child moved once.
  #collapse(index: number): void {
    const above = this.#frames.splice(index + 1)
    for (const { run, literal, left, children } of above) {
      this.add({ kind: 'text', text: run ? run.mark.repeat(left) : literal })
      for (const child of children) this.add(child)
    }
  }
}

function frame(run: DelimiterRun | undefined, literal: string, start: number, left = 0): Frame {
  return { run, literal, start, left, children: [] }
}
