/** The ways out of this machine. */
import { onlyModel } from '../ask/choose-model.ts'
import { chooseTarget } from '../ask/target.ts'
import type { CommandContext } from '../command-context.ts'
import { type Examination, type Finding, reasonOf } from './examination.ts'

// Long enough for a slow line, short enough for somebody who waits.
const patience = 5000

export const networkExaminations: readonly Examination[] = [
  {
    name: 'proxy',
    async run({ io }) {
      const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY'].filter(
        (name) => io.env[name],
      )
      const bad = names.find((name) => !URL.canParse(io.env[name] ?? ''))
      if (bad !== undefined)
        return { state: 'wrong', says: `${bad} is not a URL`, mend: `export ${bad}=http://HOST:PORT, or unset ${bad}` }
      return { state: 'good', says: names.length === 0 ? 'No proxy is set' : `A proxy is set: ${names.join(', ')}` }
    },
  },
  ...[
    ['Hugging Face', 'https://huggingface.co/api/models?limit=1'],
    ['The npm registry', 'https://registry.npmjs.org/-/ping'],
    ['PyPI', 'https://pypi.org/simple/'],
  ].map(([name = '', url = '']): Examination => ({
    name: `source ${name}`,
    run: async ({ signal }) => reach(name, url, signal),
  })),
  {
    name: 'endpoint',
    async run({ io, signal }): Promise<Finding> {
      const target = chooseTarget({}, io.env)
      if (target.kind === 'local')
        return { state: 'good', says: 'OPENAI_BASE_URL is not set; questions go to the model on this machine' }
      try {
        await using backend = await io.openBackend({
          target,
          env: io.env,
          parallel: 1,
          signal,
          onProgress: () => undefined,
        })
        const offered = await backend.models()
        const model = target.model ?? (offered.length === 1 ? await onlyModel(backend) : undefined)
        const says = `${target.baseURL} answers and offers ${offered.length} models`
        if (model === undefined)
          return {
            state: 'worth knowing',
            says: `${says}, but none is chosen`,
            mend: `export COLLOQUY_MODEL=${offered[0]?.id ?? 'NAME'}`,
          }
        return { state: 'good', says }
      } catch (error) {
        return {
          state: 'wrong',
          says: `${target.baseURL} does not answer: ${reasonOf(error)}`,
          mend: 'Check the address and OPENAI_API_KEY, or unset OPENAI_BASE_URL',
        }
      }
    },
  },
]

// A model may come from several sources: one that is blocked is worth knowing, not wrong.
async function reach(name: string, url: string, signal: CommandContext['signal']): Promise<Finding> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]) })
    await response.body?.cancel()
    if (response.status < 500) return { state: 'good', says: `${name} can be reached` }
    return {
      state: 'worth knowing',
      says: `${name} answers with status ${response.status}`,
      mend: 'Models come from another source meanwhile',
    }
  } catch (error) {
    signal.throwIfAborted()
    return {
      state: 'worth knowing',
      says: `${name} cannot be reached: ${reasonOf(error)}`,
      mend: 'If you need a proxy: export HTTPS_PROXY=http://HOST:PORT. Otherwise another source is used',
    }
  }
}
