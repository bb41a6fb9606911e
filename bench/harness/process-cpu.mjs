import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']))

/** Milliseconds of CPU time that all threads of process `pid` took so far. Linux alone tells. */
export function processCpu(pid) {
  // The name of the program stands in parentheses and may have spaces in it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
  const [user, system] = [fields[11], fields[12]]
  return ((Number(user) + Number(system)) / ticksPerSecond) * 1000
}
