import { median } from './median.mjs'

/**
 * Lets contenders run in turn, round after round, so that a busy spell of the machine falls on all of them, and gives
 * each contender's measurements in order. The first rounds warm up and are left out. Every round starts with another
 * contender, so that none always runs on a warmed-up cache.
 */
export async function alternate(contenders, { rounds, warmups = 1 }) {
  const measurements = Object.fromEntries(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < warmups + rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(round + turn) % contenders.length]
      const measurement = await contender.run(round)
      if (round >= warmups) measurements[contender.name].push(measurement)
    }
  }
  return measurements
}

/** The median over rounds of `value(a) / value(b)`: each ratio compares two neighbours in time. */
export function medianRatio(a, b, value) {
  return median(a.map((measurement, round) => value(measurement) / value(b[round])))
}
