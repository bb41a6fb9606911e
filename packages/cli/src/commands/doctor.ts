import type { CommandRun } from '../arguments/command-spec.ts'
import { engineExaminations } from '../doctor/engine-examinations.ts'
import { type Finding, reasonOf } from '../doctor/examination.ts'
import { keepingExaminations } from '../doctor/keeping-examinations.ts'
import { machineExaminations } from '../doctor/machine-examinations.ts'
import { networkExaminations } from '../doctor/network-examinations.ts'
import { wrapText } from '../help/wrap-text.ts'
import { jsonText } from '../terminal/json-text.ts'
import { printableLine } from '../terminal/printable.ts'
import { resultMark } from '../terminal/result-mark.ts'
import { StatusLine } from '../terminal/status-line.ts'
import type { doctorOptions } from './options.ts'

const outcomes = { good: 'good', 'worth knowing': 'attention', wrong: 'wrong' } as const

/** `colloquy doctor`: what is wrong with this machine, and the command that mends it. */
export const doctor: CommandRun<typeof doctorOptions> = async ({ options }, context) => {
  const { io, stdout, stderr } = context
  const examinations = [
    ...machineExaminations,
    ...engineExaminations,
    ...keepingExaminations,
    ...(options.offline ? [] : networkExaminations),
  ]
  const findings: (Finding & { readonly name: string })[] = []
  using status = new StatusLine(stderr, io.clock)
  for (const { name, run } of examinations.map((one) => ({ name: one.name, run: () => one.run(context) }))) {
    status.show(`looking at ${name}`)
    const finding = await run().catch((error: unknown): Finding => {
      context.signal.throwIfAborted()
      return {
        state: 'wrong',
        says: `${name} cannot be looked at: ${reasonOf(error)}`,
        mend: 'COLLOQUY_DEBUG=1 colloquy doctor',
      }
    })
    findings.push({ name, ...finding })
    status.clear()
    if (options.json) continue
    const { state, says, mend } = finding
    const told = wrapText(printableLine(says), stdout.lineWidth, { indent: 2 }).trimStart()
    const mending = mend === undefined ? '' : `${wrapText(printableLine(mend), stdout.lineWidth, { indent: 4 })}\n`
    await stdout.write(`${resultMark(outcomes[state], stdout)} ${told}\n${mending}`)
  }
  if (options.json) await stdout.write(`${jsonText(findings, { indent: stdout.isTTY })}\n`)
  return findings.some(({ state }) => state === 'wrong') ? 1 : 0
}
