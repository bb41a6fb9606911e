/** Prints a result and its bar, and lets the process fail when the bar is missed. `bar` is `{ atLeast }` or `{ atMost }`. */
export function verdict(what, ratio, bar) {
  const met = bar.atLeast === undefined ? ratio <= bar.atMost : ratio >= bar.atLeast
  const wish = bar.atLeast === undefined ? `at most ${bar.atMost}` : `at least ${bar.atLeast}`
  console.log(`${met ? 'ok  ' : 'MISS'}  ${what}: ${ratio.toFixed(3)} (bar: ${wish})`)
  if (!met) process.exitCode = 1
}
