import { readFileSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Runs something, and answers with its result and the milliseconds of CPU that the main thread took in its longest turn
 * meanwhile: for so long nothing else in the process went on. By CPU and not by the clock, as other processes take turns
 * too; where the system does not tell it, by the clock.
 */
export async function longestTurn(run) {
  const turn = { last: mainThread(), longest: 0, over: false }
  const settled = Promise.allSettled([run()]).finally(() => {
    turn.over = true
  })
  while (!turn.over) {
    await nextTurn()
    const now = mainThread()
    turn.longest = Math.max(turn.longest, now - turn.last)
    turn.last = now
  }
  const [{ value, reason }] = await settled
  if (reason !== undefined) throw reason
  return { longest: turn.longest, value }
}

const cell = new Int32Array(new SharedArrayBuffer(4))

function mainThread() {
  try {
    // The kernel writes down what a thread took when it stops, else every 4 ms only.
    Atomics.wait(cell, 0, 0, 0.01)
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return performance.now()
  }
}
