// What does importing the SDK add to the CPU of a Node that does nothing: as it is published, and as the compiler built it?
//
//   node import-cost.mjs [--rounds 15]
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { alternate } from './harness/alternate.mjs'
import { median } from './harness/median.mjs'

const { values: given } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } })
const pathOf = (path) => fileURLToPath(new URL(path, import.meta.url))

// A copy: joining the files changes the folder it is done in.
const joined = mkdtempSync(join(tmpdir(), 'colloquy-import-'))
try {
  for (const part of ['package.json', 'dist'])
    cpSync(pathOf(`../packages/colloquy/${part}`), join(joined, part), { recursive: true })
  execFileSync(process.execPath, [pathOf('../scripts/bundle-build.mjs')], { cwd: joined })
  const contenders = [
    { name: 'bare node', run: () => cpuAfter('') },
    { name: 'published', run: () => cpuAfter(`await import('${join(joined, 'dist/index.js')}')`) },
    { name: 'as built', run: () => cpuAfter(`await import('${pathOf('../packages/colloquy/dist/index.js')}')`) },
  ]
  const results = await alternate(contenders, { rounds: Number(given.rounds) })
  const bare = median(results['bare node'])
  for (const [name, taken] of Object.entries(results)) {
    console.log(
      `  ${name.padEnd(10)} ${median(taken).toFixed(1)} ms CPU, ${(median(taken) - bare).toFixed(1)} over bare node`,
    )
  }
} finally {
  rmSync(joined, { recursive: true })
}

/** Milliseconds of CPU that a fresh process has used when it has run the program. */
function cpuAfter(program) {
  const told = 'const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)'
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', `${program}\n${told}`]))
}
