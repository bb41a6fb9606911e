import type { CacheTerms } from './cache-terms.ts'
import { Slot } from './slot.ts'

/** The operations on key-value memory that slots need; `LlamaContext` has them. */
export interface SequenceMemory {
  readonly contextSize: number
  readonly sequences: number
  truncate(sequence: number, length: number): boolean
  clear(sequence: number): void
  copy(source: number, target: number): Promise<void>
  firstPosition(sequence: number): number
}

/** A slot taken for a prompt. */
export interface Placement {
  slot: Slot
  /** Tokens at the start of the prompt that need no evaluation any more. */
  reused: number
}

/** What slots depend on besides their memory. */
export interface SlotsOptions {
  /** How far back the model's narrowest attention looks; 0 where its header does not tell. */
  window: number
  /** Prompts are evaluated in parts of this many tokens, and only whole parts are reused. With 1, everything can be. */
  grain: number
  /** Milliseconds of a steady clock. */
  now: () => number
}

// A copy moves the whole sequence's memory: 10 to 20 ms at 8192 cells of a 135M model, as long as evaluating 4 to 8
// tokens of it takes. Larger models gain earlier.
const worthCopying = 32

/** Hands out sequences and reuses what they hold: a chat's next turn evaluates only what is new. */
export class Slots {
  readonly #memory: SequenceMemory
  readonly #window: number
  readonly #now: () => number
  readonly #slots: readonly Slot[]
  #uses = 0
  #truncates = true

  constructor(memory: SequenceMemory, { window, grain, now }: SlotsOptions) {
    this.#memory = memory
    this.#window = window
    this.#now = now
    this.#slots = Array.from(
      { length: memory.sequences },
      (_, sequence) => new Slot(sequence, memory.contextSize, grain),
    )
  }

  /** Share of the memory that holds tokens, 0 to 1. */
  get use(): number {
    const held = this.#slots.reduce((sum, { length }) => sum + length, 0)
    return held / (this.#memory.contextSize * this.#slots.length)
  }

  /** How many slots no request runs on. */
  get free(): number {
    return this.#slots.filter((slot) => !slot.busy).length
  }

  /**
   * Takes a slot for `prompt` and leaves in it only tokens that the prompt starts with, its last one never among them:
   * the next token is drawn from that one's logits. Undefined when all slots are busy.
   */
  async acquire(prompt: Uint32Array, terms: CacheTerms): Promise<Placement | undefined> {
    this.#forgetOutdated()
    const slot = this.#choose(prompt, terms)
    if (slot === undefined) return undefined
    if (!isShared(slot, terms)) this.forget(slot)
    slot.busy = true
    slot.terms = terms
    try {
      await this.#borrow(slot, prompt, terms)
      return { slot, reused: this.cut(slot, slot.usablePrefix(prompt)) }
    } catch (error) {
      this.forget(slot)
      this.release(slot)
      throw error
    }
  }

  /**
   * How many tokens at the start of `prompt` some slot can offer for reuse. Infinity if nothing more could be reused
   * anyway: a shared beginning is copied whole and then cut, which the memory of some models does not allow.
   */
  heldOf(prompt: Uint32Array, terms: CacheTerms): number {
    if (!terms.use || !this.#truncates || this.#window > 0) return Infinity
    return Math.max(...this.#slots.map((slot) => (isShared(slot, terms) ? slot.usablePrefix(prompt) : 0)))
  }

  /** Gives a slot back; what it holds stays for the next prompt that starts alike. */
  release(slot: Slot): void {
    if (slot.terms?.use === false) this.forget(slot)
    slot.busy = false
    slot.lastUse = ++this.#uses
    slot.freeSince = this.#now()
  }

  /** Empties a slot whose memory is no longer known to be right. */
  forget(slot: Slot): void {
    this.#memory.clear(slot.sequence)
    slot.truncate(0)
  }

  /** Forgets all but the first `length` tokens, or all where the model cannot. Answers how many are left. */
  cut(slot: Slot, length: number): number {
    if (length === slot.length) return length
    if (length > 0 && this.#canCut(slot, length)) {
      this.#truncates = this.#memory.truncate(slot.sequence, length)
      if (this.#truncates) {
        slot.truncate(length)
        return length
      }
    }
    // Recurrent models cannot forget a part, and models with a sliding window have dropped too much: start from
    // nothing.
    this.forget(slot)
    return 0
  }

  // Prefers the slot that can keep the most, if that is at least half of what it holds. Otherwise takes one that is
  // missed least, so that other chats keep theirs.
  #choose(prompt: Uint32Array, terms: CacheTerms): Slot | undefined {
    const free = this.#slots.filter((slot) => !slot.busy)
    const best = longest(
      free.filter((slot) => isShared(slot, terms)),
      prompt,
    )
    const shared = best?.commonPrefix(prompt) ?? 0
    if (best !== undefined && shared > 0 && shared * 2 >= best.length) return best
    const open = free.filter((slot) => !this.#isSpared(slot, terms))
    const candidates = open.length > 0 ? open : free
    // Sequences side by side are evaluated together (see LlamaContext.decode): up to twice the tokens per second.
    const beside = candidates.filter((slot) => this.#isBusy(slot.sequence - 1) || this.#isBusy(slot.sequence + 1))
    return leastRecentlyUsed(beside.length > 0 ? beside : candidates)
  }

  // Copies the longest matching beginning that any slot holds, a running one included, when it saves enough.
  async #borrow(slot: Slot, prompt: Uint32Array, terms: CacheTerms): Promise<void> {
    const source = longest(
      this.#slots.filter((candidate) => isShared(candidate, terms)),
      prompt,
    )
    if (source === undefined || source === slot) return
    const shared = source.usablePrefix(prompt)
    if (shared - slot.usablePrefix(prompt) < worthCopying || !this.#canCut(source, shared)) return
    await this.#memory.copy(source.sequence, slot.sequence)
    slot.become(source)
  }

  #forgetOutdated(): void {
    for (const slot of this.#slots) {
      const { busy, length, terms, freeSince } = slot
      if (!busy && length > 0 && terms !== undefined && this.#now() - freeSince >= terms.retention) this.forget(slot)
    }
  }

  #isSpared({ length, terms, freeSince }: Slot, { key }: CacheTerms): boolean {
    return length > 0 && terms !== undefined && terms.key !== key && this.#now() - freeSince < terms.lifetime
  }

  // Cutting back to `length` is right only while all that the next token attends to is still there.
  #canCut(slot: Slot, length: number): boolean {
    if (length === slot.length) return true
    const needed = this.#window === 0 ? 0 : Math.max(0, length - this.#window)
    return this.#memory.firstPosition(slot.sequence) <= needed
  }

  #isBusy(sequence: number): boolean {
    return this.#slots[sequence]?.busy ?? false
  }
}

// Whether a slot may be reused under these terms. A prompt that must not be kept serves only the choices of its own
// request, and a request that wants nothing reused gets only its own slots.
function isShared(slot: Slot, terms: CacheTerms): boolean {
  return slot.terms === terms || (terms.use && slot.terms?.use !== false)
}

function longest(slots: readonly Slot[], prompt: Uint32Array): Slot | undefined {
  let best: Slot | undefined
  let length = -1
  for (const slot of slots) {
    const shared = slot.commonPrefix(prompt)
    if (shared > length) [best, length] = [slot, shared]
  }
  return best
}

function leastRecentlyUsed(slots: readonly Slot[]): Slot | undefined {
  let oldest: Slot | undefined
  for (const slot of slots) if (oldest === undefined || slot.lastUse < oldest.lastUse) oldest = slot
  return oldest
}
