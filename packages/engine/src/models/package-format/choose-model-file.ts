import { modelFailure } from '../model-failure.ts'

/** Picks the file that was asked for, or the only GGUF, from the paths in a package or repository. */
export function chooseModelFile(paths: readonly string[], wanted: string | undefined, where: string): string {
  const models = paths.filter((path) => /\.gguf$/i.test(path))
  if (wanted !== undefined) {
    const found = paths.find((path) => path === wanted) ?? paths.find((path) => path.endsWith(`/${wanted}`))
    if (found !== undefined) return found
    throw modelFailure('model_source_unreachable', `${where} has no \`${wanted}\`; ${listOf(models)}`)
  }
  const [only] = models
  if (only !== undefined && models.length === 1) return only
  const problem = models.length === 0 ? `${where} holds no GGUF file` : `${where} holds several models`
  throw modelFailure('model_source_unreachable', `${problem}; ${listOf(models)}`)
}

/** "its models are a, b and 3 more". */
export function listOf(models: readonly string[]): string {
  if (models.length === 0) return 'it holds no model'
  const shown = models.slice(0, longestList).join(', ')
  const more = models.length > longestList ? ` and ${models.length - longestList} more` : ''
  return `its models are ${shown}${more}`
}

const longestList = 20
