// Kept for the longest prompt, so that short ones that keep coming don't hold it up for ever.
const longestShare = 4

/**
 * Shares the prompt tokens of one step among prompts, of which `remaining` tokens each are left: the shortest first, so
 * that as many answers as possible begin after this step, but a quarter for the longest. Equal shares would let all begin
 * when the last one can: sixteen prompts of 39 tokens none after a step of 512, in place of thirteen.
 */
export function sharePromptBudget(remaining: readonly number[], budget: number): number[] {
  const shares = remaining.map(() => 0)
  const order = remaining.map((_, index) => index).toSorted((a, b) => (remaining[a] ?? 0) - (remaining[b] ?? 0))
  let left = budget
  const give = (index: number, most: number): void => {
    const share = Math.min(most, left, (remaining[index] ?? 0) - (shares[index] ?? 0))
    shares[index] = (shares[index] ?? 0) + share
    left -= share
  }
  const longest = order.at(-1)
  if (longest !== undefined) give(longest, Math.ceil(budget / longestShare))
  for (const index of order) give(index, left)
  return shares
}
