import { attentionBlock } from './attention-block.ts'

// In every fourth step the longest prompt goes first. Otherwise new short prompts could hold it up for ever.
const longestTurn = 4

/** What the prompt tokens of a step depend on. */
export interface PromptRoom {
  /** Most prompt tokens of the step. */
  budget: number
  /** Counts the steps with prompts. */
  turn: number
}

/**
 * Shares the prompt tokens of one step among prompts, each of which has `remaining` tokens left. The shortest goes
 * first, so that as many answers as possible begin after this step; in every fourth `turn` the longest does.
 *
 * Equal shares would make all answers begin as late as the last one: of sixteen prompts of 39 tokens none would begin
 * after a step of 512 tokens, instead of thirteen. They would also cost more, since llama.cpp evaluates prompts
 * together only for as many tokens as the smallest share has. Beyond that each prompt is evaluated by itself, so a
 * share that does not finish its prompt is cut to whole blocks there.
 */
export function sharePromptBudget(remaining: readonly number[], { budget, turn }: PromptRoom): number[] {
  const shares = remaining.map(() => 0)
  const order = remaining.map((_, index) => index).toSorted((a, b) => (remaining[a] ?? 0) - (remaining[b] ?? 0))
  const longest = turn % longestTurn === longestTurn - 1 ? order.splice(-1) : []
  let left = budget
  for (const index of [...longest, ...order]) {
    const wanted = remaining[index] ?? 0
    const cut = (): number => cutToBlocks(left, Math.max(0, ...shares))
    // A share of less than a block is not worth its cost, unless the whole step has room for no more.
    const share = wanted <= left ? wanted : cut() || (left === budget ? left : 0)
    shares[index] = share
    left -= share
  }
  return shares
}

/**
 * The most tokens, up to `room`, that fill whole blocks after the first `together`, which are evaluated along with
 * other prompts.
 */
function cutToBlocks(room: number, together: number): number {
  const along = together < room ? together : 0
  const blocks = Math.floor((room - along) / attentionBlock)
  return blocks === 0 ? 0 : along + blocks * attentionBlock
}
