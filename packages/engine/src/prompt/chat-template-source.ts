import { ModelError } from 'colloquy'

import type { Template } from './jinja/template.ts'

/** The templates of one model. */
export interface ChatTemplateSource {
  /** For every conversation. */
  readonly source: string
  /** The same, where it has been compiled already. */
  readonly compiled?: Template
  /** For conversations with tools, where the model has one of its own for them. */
  readonly toolUse?: string
}

/** Where a model's templates may be found. */
export interface TemplateOrigin {
  /** Name of the model, for messages. */
  readonly model: string
  /** The template of the model file. */
  readonly chatTemplate: string | undefined
  /** Further templates of the model file, by name: `default`, `tool_use`. */
  readonly namedChatTemplates: ReadonlyMap<string, string>
  /** True when the vocabulary has a token of this text. */
  readonly hasToken: (text: string) => boolean
}

// The format of models that were published without a template but with ChatML's tokens.
const chatMl =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}" +
  "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"

/**
 * Chooses a model's templates: its own (`default` first when it has several), else ChatML when the vocabulary has
 * ChatML's tokens. Throws `model_file_invalid` for a model that was never meant to chat.
 */
export function chatTemplateSource({
  model,
  chatTemplate,
  namedChatTemplates,
  hasToken,
}: TemplateOrigin): ChatTemplateSource {
  const toolUse = namedChatTemplates.get('tool_use')
  const source = namedChatTemplates.get('default') ?? chatTemplate ?? toolUse
  if (source !== undefined) return toolUse === undefined ? { source } : { source, toolUse }
  if (hasToken('<|im_start|>') && hasToken('<|im_end|>')) return { source: chatMl }
  throw new ModelError(
    `The model ${model} has no chat template, so it cannot tell who says what: it is made to continue text, not to converse. ` +
      'Use the variant of it that was trained for chat (often named "-Instruct", "-Chat" or "-it").',
    { code: 'model_file_invalid' },
  )
}
