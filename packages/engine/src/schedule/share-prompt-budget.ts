// One step in so many begins with the longest prompt, so that short ones that keep coming don't hold it up for ever.
const longestTurn = 4

/**
 * Shares the prompt tokens of one step among prompts, of which `remaining` tokens each are left: the shortest first, so
 * that as many answers as possible begin after this step; in every fourth `turn` the longest first. Equal shares would let
 * all begin when the last one can: sixteen prompts of 39 tokens none after a step of 512, in place of thirteen. And they
 * cost more: llama.cpp evaluates together only as many tokens of each prompt as the one with the fewest has in the step.
 */
export function sharePromptBudget(remaining: readonly number[], budget: number, turn: number): number[] {
  const shares = remaining.map(() => 0)
  const order = remaining.map((_, index) => index).toSorted((a, b) => (remaining[a] ?? 0) - (remaining[b] ?? 0))
  const longest = turn % longestTurn === longestTurn - 1 ? order.splice(-1) : []
  let left = budget
  for (const index of [...longest, ...order]) {
    const share = Math.min(left, remaining[index] ?? 0)
    shares[index] = share
    left -= share
  }
  return shares
}
