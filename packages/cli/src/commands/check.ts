import type { CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { onlyModel } from '../ask/choose-model.ts'
import { chooseTarget } from '../ask/target.ts'
import { resultText } from '../check/result-text.ts'
import { type CheckResult, checkCases, runCheck } from '../check/run-check.ts'
import { jsonText } from '../terminal/json-text.ts'
import { StatusLine } from '../terminal/status-line.ts'
import type { checkOptions } from './options.ts'

/** `colloquy check URL`: where a server keeps to the published API, and where it differs. */
export const check: CommandRun<typeof checkOptions> = async (
  { words: [url = ''], options },
  { io, stdout, stderr, signal },
) => {
  const given = { model: options.model, 'base-url': url, 'api-key-env': options['api-key-env'] }
  const target = chooseTarget(given, io.env, 'The endpoint')
  if (target.kind !== 'endpoint') throw new TypeError('An address was given, so it is an endpoint.')
  const cases = checkCases.filter(({ id }) => options.only?.some((part) => id.includes(part)) ?? true)
  if (cases.length === 0) {
    throw new UsageError(`No point's name contains ${options.only?.join(' or ') ?? ''}.`, {
      command: 'check',
      advice: `The points are ${checkCases.map(({ id }) => id).join(', ')}.`,
    })
  }
  using status = new StatusLine(stderr, io.clock)
  status.show(`asking ${new URL(url).host} for its models`)
  await using backend = await io.openBackend({ target, env: io.env, parallel: 1, signal, onProgress: () => undefined })
  const model = target.model ?? (await onlyModel(backend))
  const results: CheckResult[] = []
  const timeout = (options.timeout ?? 120) * 1000
  status.show(`checking ${cases[0]?.id ?? ''}`)
  for await (const result of runCheck(cases, { baseURL: url, model, apiKey: target.apiKey, signal, timeout })) {
    results.push(result)
    status.clear()
    if (!options.json && !(options.quiet && result.outcome !== 'differs'))
      await stdout.write(resultText(result, stdout))
    const next = cases[results.length]
    if (next) status.show(`checking ${next.id}`)
  }
  const count = (outcome: CheckResult['outcome'], habit?: boolean): number =>
    results.filter((one) => one.outcome === outcome && one.habit === (habit ?? one.habit)).length
  const summary = {
    url,
    model,
    same: count('same'),
    differs: count('differs', false),
    unlike: count('differs', true),
    skipped: count('skipped'),
  }
  if (options.json) await stdout.write(`${jsonText({ ...summary, results }, { indent: stdout.isTTY })}\n`)
  else {
    const unlike = summary.unlike > 0 ? `${summary.unlike} unlike OpenAI’s service in what is not published, ` : ''
    const told = `${summary.same} as published, ${summary.differs} not, ${unlike}${summary.skipped} skipped`
    await stdout.write(`${told}: ${model} at ${url}\n`)
  }
  return summary.differs === 0 ? 0 : 1
}
