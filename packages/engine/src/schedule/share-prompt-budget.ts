/**
 * Shares the prompt tokens of one step among waiting prompts: equally, and what a short one does not need goes to the
 * others, so that a short prompt does not wait for a long one. Answers the share of each, in order.
 */
export function sharePromptBudget(remaining: readonly number[], budget: number): number[] {
  const shares = remaining.map(() => 0)
  let left = budget
  let hungry = remaining.map((_, index) => index)
  while (left > 0 && hungry.length > 0) {
    const each = Math.max(1, Math.floor(left / hungry.length))
    for (const index of hungry) {
      const share = Math.min(each, left, (remaining[index] ?? 0) - (shares[index] ?? 0))
      shares[index] = (shares[index] ?? 0) + share
      left -= share
    }
    hungry = hungry.filter((index) => (shares[index] ?? 0) < (remaining[index] ?? 0))
  }
  return shares
}
