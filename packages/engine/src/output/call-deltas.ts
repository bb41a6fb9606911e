import type { ChatCompletionMessageToolCallChunk, ChatCompletionStreamResponseDelta } from 'colloquy/protocol'

import type { ToolPlan } from '../dialects/tool-plan.ts'
import { CustomInputText } from './custom-input-text.ts'
import type { ChoiceEvent } from './choice-event.ts'

type CallEvent = Exclude<ChoiceEvent, { type: 'content' | 'reasoning' }>

/** Writes the calls of one choice as OpenAI streams them: index, id, type and name first, then pieces of the arguments. */
export class CallDeltas {
  readonly #form: ToolPlan['form']
  readonly #customNames: ReadonlySet<string>
  // The calls of custom tools, by place: their input is a string inside the arguments.
  readonly #inputs = new Map<number, CustomInputText>()

  constructor({ callable, form }: Pick<ToolPlan, 'callable' | 'form'>) {
    this.#form = form
    this.#customNames = new Set(callable.flatMap(({ kind, name }) => (kind === 'custom' ? [name] : [])))
  }

  /** The delta for an event; undefined where it brings nothing to tell. */
  of(event: CallEvent): ChatCompletionStreamResponseDelta | undefined {
    if (event.type === 'tool-call-end') return undefined
    if (this.#form === 'function_call') {
      return event.type === 'tool-call-start'
        ? { function_call: { name: event.name, arguments: '' } }
        : { function_call: { arguments: event.text } }
    }
    const piece = event.type === 'tool-call-start' ? this.#head(event) : this.#more(event)
    return piece && { tool_calls: [piece] }
  }

  #head({ index, id, name }: CallEvent & { type: 'tool-call-start' }): ChatCompletionMessageToolCallChunk {
    if (!this.#customNames.has(name)) return { index, id, type: 'function', function: { name, arguments: '' } }
    this.#inputs.set(index, new CustomInputText())
    return { index, id, type: 'custom', custom: { name, input: '' } }
  }

  #more({ index, text }: CallEvent & { type: 'tool-call-arguments' }): ChatCompletionMessageToolCallChunk | undefined {
    const custom = this.#inputs.get(index)
    if (custom === undefined) return { index, function: { arguments: text } }
    const input = custom.push(text)
    return input === '' ? undefined : { index, custom: { input } }
  }
}
