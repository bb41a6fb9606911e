import { onlyModel } from '../ask/choose-model.ts'
import { byteSize } from '../terminal/quantity.ts'
import { printableLine } from '../terminal/printable.ts'
import { textWidth } from '../terminal/text-width.ts'
import type { ChatState } from './chat-state.ts'

/**
 * What may follow /model, a line each, a star before the one that is asked: what the endpoint offers once it has been
 * asked, else the models of this machine and, with what they cost, those it could fetch.
 */
export async function modelList(state: ChatState): Promise<string> {
  const { target, backend, context } = state
  if (target.kind === 'endpoint') {
    const { current } = backend
    if (!current) return 'The endpoint has not been asked yet.\n'
    const offered = (await current.models()).map(({ id }) => id)
    const asked = target.model ?? (await onlyModel(current))
    return rows(
      offered.map((id) => [id, '']),
      asked,
    )
  }
  const { catalog, defaultModel, listModels } = await context.io.loadModels()
  const here = (await listModels({ env: context.io.env })).map(({ reference }) => reference)
  const others = catalog.filter(({ name }) => !here.includes(name))
  return rows(
    [
      ...here.map((name): Row => [name, 'on this machine']),
      ...others.map(({ name, size }): Row => [name, `${byteSize(size)} to download`]),
    ],
    target.model ?? defaultModel,
  )
}

type Row = readonly [name: string, remark: string]

function rows(all: readonly Row[], asked: string): string {
  const names = all.map(([name]) => printableLine(name))
  const width = Math.max(0, ...names.map(textWidth))
  return all
    .map(([name, remark], index) => {
      const shown = names[index] ?? ''
      const line = `${name === asked ? '*' : ' '} ${shown}${' '.repeat(width - textWidth(shown))}  ${remark}`
      return `${line.trimEnd()}\n`
    })
    .join('')
}
