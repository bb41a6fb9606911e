import { readFileSync, readdirSync } from 'node:fs'

// Of Linux's /proc: clock ticks are a hundredth of a second wherever Node runs.
const ticksPerSecond = 100

/** CPU seconds of a process and its children so far, its resident bytes and its open descriptors. Linux only. */
export function processUsage(pid) {
  // The command's name stands in brackets and may hold blanks.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  const ticks = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0)
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return {
    cpu: ticks / ticksPerSecond,
    rss: Number(kilobytes) * 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
  }
}
