import { describe, expect, test } from 'vitest'

import { plainCache } from './__fixtures__/scheduler-bench.ts'
import type { CacheTerms } from './cache-terms.ts'
import { Slots, type Placement, type SequenceMemory, type SlotsOptions } from './slots.ts'

const contextSize = 1000

/** Key-value memory that only writes down what is asked of it. */
class RecordedMemory implements SequenceMemory {
  readonly contextSize = contextSize
  readonly sequences: number
  readonly calls: string[] = []
  firstPositions: number[] = []
  truncates = true

  constructor(sequences: number) {
    this.sequences = sequences
  }

  truncate(sequence: number, length: number): boolean {
    this.calls.push(`truncate ${sequence} to ${length}`)
    return this.truncates
  }

  clear(sequence: number): void {
    this.calls.push(`clear ${sequence}`)
  }

  async copy(source: number, target: number): Promise<void> {
    this.calls.push(`copy ${source} to ${target}`)
    await Promise.resolve()
  }

  firstPosition(sequence: number): number {
    return this.firstPositions[sequence] ?? 0
  }
}

function slotsOn(memory: SequenceMemory, options: Partial<SlotsOptions> = {}): Slots {
  return new Slots(memory, { window: 0, grain: 1, now: () => 0, ...options })
}

/** `count` tokens from `first` on. */
function tokens(first: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => first + index)
}

function joined(...parts: Uint32Array[]): Uint32Array {
  return Uint32Array.from(parts.flatMap((part) => [...part]))
}

/** Takes a slot and evaluates the prompt, as a step of the scheduler would. */
async function evaluate(slots: Slots, prompt: Uint32Array, terms: Partial<CacheTerms> = {}): Promise<Placement> {
  const placement = await slots.acquire(prompt, { ...plainCache, ...terms })
  if (placement === undefined) throw new Error('all slots are busy')
  placement.slot.append(prompt.subarray(placement.reused))
  return placement
}

async function answer(slots: Slots, prompt: Uint32Array, terms: Partial<CacheTerms> = {}): Promise<Placement> {
  const placement = await evaluate(slots, prompt, terms)
  slots.release(placement.slot)
  return placement
}

describe('Slots', () => {
  test('takes the slot that holds the conversation so far and reuses all of it', async () => {
    const memory = new RecordedMemory(3)
    const slots = slotsOn(memory)
    const turn = tokens(0, 50)
    await answer(slots, tokens(500, 50))
    const first = await answer(slots, turn)
    const second = await answer(slots, joined(turn, tokens(200, 20)))
    expect(second).toEqual({ slot: first.slot, reused: 50 })
    expect(memory.calls).toEqual([])
  })

  test('evaluates at least the last token again, from which the next one is drawn', async () => {
    const memory = new RecordedMemory(1)
    const slots = slotsOn(memory)
    await answer(slots, tokens(0, 50))
    expect((await answer(slots, tokens(0, 50))).reused).toBe(49)
    expect(memory.calls).toEqual(['truncate 0 to 49'])
  })

  test('cuts back to what the new prompt shares', async () => {
    const memory = new RecordedMemory(1)
    const slots = slotsOn(memory)
    await answer(slots, joined(tokens(0, 40), tokens(300, 10)))
    expect((await answer(slots, joined(tokens(0, 40), tokens(400, 10)))).reused).toBe(40)
    expect(memory.calls).toEqual(['truncate 0 to 40'])
  })

  test('starts from the beginning when the model cannot forget a part', async () => {
    const memory = new RecordedMemory(1)
    memory.truncates = false
    const slots = slotsOn(memory)
    await answer(slots, joined(tokens(0, 40), tokens(300, 10)))
    expect((await answer(slots, joined(tokens(0, 40), tokens(400, 10)))).reused).toBe(0)
    expect(memory.calls.at(-1)).toBe('clear 0')
  })

  test('starts from the beginning when a sliding window dropped what the next token would look at', async () => {
    const prompt = tokens(0, 400)
    const other = joined(tokens(0, 300), tokens(700, 10))
    const reuse = async (window: number, firstPosition: number): Promise<number> => {
      const memory = new RecordedMemory(1)
      const slots = slotsOn(memory, { window })
      await answer(slots, prompt)
      memory.firstPositions = [firstPosition]
      return (await answer(slots, other)).reused
    }
    expect(await reuse(128, 172)).toBe(300)
    expect(await reuse(128, 173)).toBe(0)
    expect(await reuse(0, 1)).toBe(0)
  })

  test('goes on after the whole of what it holds, whatever a sliding window dropped', async () => {
    const memory = new RecordedMemory(1)
    const slots = slotsOn(memory, { window: 128 })
    await answer(slots, tokens(0, 400))
    memory.firstPositions = [300]
    expect((await answer(slots, tokens(0, 410))).reused).toBe(400)
  })

  test('gives a new conversation the least recently used slot and leaves the others theirs', async () => {
    const slots = slotsOn(new RecordedMemory(2))
    const first = await answer(slots, tokens(0, 50))
    const second = await answer(slots, tokens(100, 50))
    const third = await answer(slots, tokens(200, 50))
    expect(second.slot).not.toBe(first.slot)
    expect(third.slot).toBe(first.slot)
    expect((await answer(slots, tokens(100, 60))).reused).toBe(50)
  })

  test('copies a long beginning from a busy slot, and leaves that one as it is', async () => {
    const memory = new RecordedMemory(2)
    const slots = slotsOn(memory)
    const shared = tokens(0, 100)
    const busy = await evaluate(slots, joined(shared, tokens(300, 5)))
    const other = await evaluate(slots, joined(shared, tokens(400, 5)))
    expect(other).toMatchObject({ reused: 100 })
    expect(other.slot).not.toBe(busy.slot)
    expect(memory.calls).toEqual(['copy 0 to 1', 'truncate 1 to 100'])
  })

  test('evaluates a short beginning again rather than copy a whole sequence', async () => {
    const memory = new RecordedMemory(2)
    const slots = slotsOn(memory)
    await evaluate(slots, joined(tokens(0, 10), tokens(300, 50)))
    await evaluate(slots, joined(tokens(0, 10), tokens(400, 50)))
    expect(memory.calls).toEqual([])
  })

  test('copies nothing that could not be cut back afterwards', async () => {
    const memory = new RecordedMemory(2)
    const slots = slotsOn(memory)
    await evaluate(slots, joined(tokens(0, 100), tokens(300, 5)))
    memory.firstPositions = [104]
    expect((await evaluate(slots, joined(tokens(0, 100), tokens(400, 5)))).reused).toBe(0)
    expect(memory.calls).toEqual([])
  })

  test('puts a new conversation beside a running one, where both are evaluated together', async () => {
    const slots = slotsOn(new RecordedMemory(4))
    for (const first of [0, 100, 200]) await answer(slots, tokens(first, 50))
    const running = await evaluate(slots, tokens(0, 60))
    expect(running.slot.sequence).toBe(0)
    expect((await evaluate(slots, tokens(800, 50))).slot.sequence).toBe(1)
  })

  test('has no slot while all are busy', async () => {
    const slots = slotsOn(new RecordedMemory(1))
    const { slot } = await evaluate(slots, tokens(0, 5))
    expect(slots.free).toBe(0)
    expect(await slots.acquire(tokens(0, 5), plainCache)).toBeUndefined()
    slots.release(slot)
    expect(slots.free).toBe(1)
  })

  test('empties a slot whose memory is in doubt', async () => {
    const memory = new RecordedMemory(1)
    const slots = slotsOn(memory)
    const { slot } = await evaluate(slots, tokens(0, 50))
    slots.forget(slot)
    slots.release(slot)
    expect(memory.calls).toEqual(['clear 0'])
    expect((await answer(slots, tokens(0, 50))).reused).toBe(0)
  })

  test('replaces a prompt of the same key rather than one of another', async () => {
    const slots = slotsOn(new RecordedMemory(2))
    const theirs = tokens(0, 50)
    await answer(slots, theirs)
    await answer(slots, tokens(100, 50), { key: 'mine' })
    await answer(slots, tokens(200, 50), { key: 'mine' })
    expect((await answer(slots, theirs)).reused).toBe(49)
  })

  test('takes any place of another key when it has no other, and prefers those whose lifetime is over', async () => {
    let now = 0
    const slots = slotsOn(new RecordedMemory(2), { now: () => now })
    await answer(slots, tokens(0, 50), { key: 'a', lifetime: 1000 })
    await answer(slots, tokens(100, 50), { key: 'b', lifetime: 10 })
    now = 20
    await answer(slots, tokens(200, 50), { key: 'c' })
    expect((await answer(slots, tokens(0, 50), { key: 'a' })).reused).toBe(49)
    await answer(slots, tokens(300, 50), { key: 'd' })
    await answer(slots, tokens(400, 50), { key: 'e' })
    expect((await answer(slots, tokens(0, 50), { key: 'a' })).reused).toBe(0)
  })

  test('uses no prompt beyond its retention', async () => {
    let now = 0
    const slots = slotsOn(new RecordedMemory(1), { now: () => now })
    await answer(slots, tokens(0, 50), { retention: 100 })
    now = 99
    expect((await answer(slots, tokens(0, 50), { retention: 100 })).reused).toBe(49)
    now = 199
    expect((await answer(slots, tokens(0, 50))).reused).toBe(0)
  })

  test('neither reuses nor keeps anything for a request without a cache, but for its own choices', async () => {
    const memory = new RecordedMemory(2)
    const slots = slotsOn(memory)
    const prompt = tokens(0, 50)
    await answer(slots, prompt)
    const terms = { ...plainCache, use: false }
    const first = await slots.acquire(prompt, terms)
    expect(first?.reused).toBe(0)
    first?.slot.append(prompt)
    expect(await slots.acquire(prompt, terms)).toMatchObject({ reused: 49 })
    if (first !== undefined) slots.release(first.slot)
    expect(first?.slot.length).toBe(0)
  })

  test('reuses whole parts alone where numbers must not depend on who came before', async () => {
    const slots = slotsOn(new RecordedMemory(1), { grain: 16 })
    const prompt = tokens(0, 50)
    const { slot } = await evaluateInParts(slots, prompt, 16)
    slot.append(tokens(50, 1))
    slots.release(slot)
    // Three whole parts; the last two tokens of the prompt and the answer were evaluated in parts of other sizes.
    expect((await answer(slots, joined(prompt, tokens(50, 30)))).reused).toBe(48)
  })
})

async function evaluateInParts(slots: Slots, prompt: Uint32Array, size: number): Promise<Placement> {
  const placement = await slots.acquire(prompt, plainCache)
  if (placement === undefined) throw new Error('all slots are busy')
  for (let start = 0; start < prompt.length; start += size) placement.slot.append(prompt.subarray(start, start + size))
  return placement
}
