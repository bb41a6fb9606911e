import { expect, test } from 'vitest'
import { temporaryPath } from '../support/temporary-path.ts'
import { killNine } from './kill-nine.ts'

// The whole of it (1,000 completions, 20 kills): COLLOQUY_DURABILITY=1000 npx vitest run test/durability
const whole = process.env['COLLOQUY_DURABILITY'] === '1000'
const options = whole ? { kills: 20, completionsPerLife: 50 } : { kills: 3, completionsPerLife: 20 }

test('what a server has acknowledged survives kill -9, each time', { timeout: 300_000 }, async () => {
  const report = await killNine({ store: `sqlite:${temporaryPath('killed.db')}`, ...options })
  if (whole) console.info(`${report.acknowledged} acknowledged, ${report.lost.length} lost`)
  expect(report.lost).toEqual([])
  expect(report.acknowledged).toBeGreaterThanOrEqual(options.kills * options.completionsPerLife)
})
