import { attentionBlock } from './attention-block.ts'

// One step in so many begins with the longest prompt, so that short ones that keep coming don't hold it up for ever.
const longestTurn = 4

/** What the prompt tokens of a step depend on. */
export interface PromptRoom {
  /** Most prompt tokens of the step. */
  budget: number
  /** Counts the steps with prompts. */
  turn: number
}

/**
 * Shares the prompt tokens of one step among prompts, of which `remaining` tokens each are left: the shortest first, so
 * that as many answers as possible begin after this step; in every fourth `turn` the longest first. Equal shares would let
 * all begin when the last one can: sixteen prompts of 39 tokens none after a step of 512, in place of thirteen. And they
 * cost more: llama.cpp evaluates together only as many tokens of each prompt as the one with the fewest has in the step.
 * What goes on by itself behind those is cut to whole blocks, where the prompt does not end with it.
 */
export function sharePromptBudget(remaining: readonly number[], { budget, turn }: PromptRoom): number[] {
  const shares = remaining.map(() => 0)
  const order = remaining.map((_, index) => index).toSorted((a, b) => (remaining[a] ?? 0) - (remaining[b] ?? 0))
  const longest = turn % longestTurn === longestTurn - 1 ? order.splice(-1) : []
  let left = budget
  for (const index of [...longest, ...order]) {
    const wanted = remaining[index] ?? 0
    const cut = (): number => cutToBlocks(left, Math.max(0, ...shares))
    // Less than a block is not worth what it costs, but a step that has room for none must get on too.
    const share = wanted <= left ? wanted : cut() || (left === budget ? left : 0)
    shares[index] = share
    left -= share
  }
  return shares
}

/** Most tokens, up to `room`, that are whole blocks once `together` of them went along with others. */
function cutToBlocks(room: number, together: number): number {
  const along = together < room ? together : 0
  const blocks = Math.floor((room - along) / attentionBlock)
  return blocks === 0 ? 0 : along + blocks * attentionBlock
}
