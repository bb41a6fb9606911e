import type { OutputEvent } from './output-event.ts'

/** Gathers the events of one push; neighbouring pieces of the same kind become one. */
export class EventCollector {
  #parts: string[] = []
  #open: OutputEvent | undefined
  #events: OutputEvent[] = []

  add(event: OutputEvent): void {
    if (this.#open !== undefined && goesOn(this.#open, event, this.#parts) && 'text' in event) {
      this.#parts.push(event.text)
      return
    }
    this.#close()
    this.#open = event
    this.#parts = 'text' in event ? [event.text] : []
  }

  addAll(events: readonly OutputEvent[]): void {
    for (const event of events) this.add(event)
  }

  /** Hands out what was gathered and begins anew. */
  take(): OutputEvent[] {
    this.#close()
    const events = this.#events
    this.#events = []
    return events
  }

  #close(): void {
    if (this.#open === undefined) return
    this.#events.push('text' in this.#open ? { ...this.#open, text: this.#parts.join('') } : this.#open)
    this.#open = undefined
  }
}

function goesOn(last: OutputEvent, next: OutputEvent, parts: readonly string[]): boolean {
  if (last.type === 'content') {
    if (next.type !== 'content') return false
    // Text that marks were cut out of is two pieces, so that each piece is a stretch of the output.
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    return last.at + length === next.at
  }
  if (last.type === 'reasoning') return next.type === 'reasoning'
  return last.type === 'tool-call-arguments' && next.type === 'tool-call-arguments' && last.index === next.index
}
