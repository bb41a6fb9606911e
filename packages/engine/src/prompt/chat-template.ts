import { InvalidRequestError, ModelError } from 'colloquy'
import type {
  ChatCompletionRequestMessage,
  ChatCompletionRequestTool,
  ChatCompletionToolChoiceOption,
  ReasoningEffort,
} from 'colloquy/protocol'

import type { ChatTemplateSource } from './chat-template-source.ts'
import { fromRequest } from './jinja/from-json.ts'
import { TemplateError } from './jinja/template-error.ts'
import { Template } from './jinja/template.ts'
import { plain, userSpans } from './jinja/text.ts'
import type { Value } from './jinja/value.ts'
import { promptMessages } from './prompt-messages.ts'
import { reasoningVariables } from './reasoning-variables.ts'
import type { RenderedPrompt } from './rendered-prompt.ts'
import { findTraits, type TemplateTraits } from './template-traits.ts'

/** Texts of the tokens templates name: `bos` is given to them as `bos_token`, and so on. */
export interface TemplateTokens {
  readonly bos?: string | undefined
  readonly eos?: string | undefined
  readonly unk?: string | undefined
  readonly pad?: string | undefined
}

/** What a prompt is made of. A whole request may be given; its other members are not looked at. */
export interface PromptInput {
  readonly messages: readonly ChatCompletionRequestMessage[]
  readonly tools?: readonly ChatCompletionRequestTool[] | null
  /** With "none" the tools are left out of the prompt: what a model does not see, it does not call. */
  readonly tool_choice?: ChatCompletionToolChoiceOption | null
  readonly reasoning_effort?: ReasoningEffort | null
  /** Documents for models that answer from them, each with `title` and `text`. */
  readonly documents?: readonly Readonly<Record<string, unknown>>[] | null
  /** Further variables for the template, such as `enable_thinking`; they win over those Colloquy sets. */
  readonly chat_template_kwargs?: Readonly<Record<string, unknown>> | null
  /** Ends the prompt where the assistant's answer begins. Default true. */
  readonly add_generation_prompt?: boolean
  /** The moment templates print as today's date, in local time. Default: now. */
  readonly now?: Date
}

interface Compiled {
  readonly source: string
  readonly template: Template
  readonly traits: TemplateTraits
}

/**
 * A model's own chat template, compiled once. `render` gives the text that Python's jinja2 gives when the transformers
 * library sets it up, and keeps track of which characters came from the caller.
 */
export class ChatTemplate {
  readonly #tokens: Readonly<Record<string, string>>
  readonly #default: Compiled
  readonly #toolUse: Compiled | undefined

  /** Compiles the source; throws `ModelError` (`model_file_invalid`) with the line of a mistake in it. */
  constructor(source: string | ChatTemplateSource, tokens: TemplateTokens = {}) {
    const named = Object.entries(tokens).flatMap(([name, text]) =>
      text === undefined ? [] : [[`${name}_token`, text]],
    )
    this.#tokens = Object.fromEntries(named)
    const sources: ChatTemplateSource = typeof source === 'string' ? { source } : source
    this.#default = this.#withTraits(sources.source, sources.compiled ?? compiled(sources.source))
    this.#toolUse =
      sources.toolUse === undefined ? undefined : this.#withTraits(sources.toolUse, compiled(sources.toolUse))
  }

  /** How the template wants its input, found by trial; `tools` asks for the template used with tools. */
  traits({ tools = false }: { tools?: boolean } = {}): TemplateTraits {
    return this.#chosen(tools).traits
  }

  /**
   * Renders a conversation. Throws `InvalidRequestError` (param `messages`) when the template refuses it, with the
   * template's own words, and for parts that are not text; `ModelError` when the template never comes to an end.
   */
  render(input: PromptInput): RenderedPrompt {
    const tools = input.tool_choice === 'none' || input.tools?.length === 0 ? null : (input.tools ?? null)
    const { source, template, traits } = this.#chosen(tools !== null)
    const variables = {
      messages: promptMessages(input.messages, traits),
      tools,
      documents: input.documents ?? null,
      add_generation_prompt: input.add_generation_prompt ?? true,
      ...(input.tool_choice === undefined || input.tool_choice === null ? {} : { tool_choice: input.tool_choice }),
      ...reasoningVariables(input.reasoning_effort ?? undefined),
      ...input.chat_template_kwargs,
    }
    const values = this.#values(variables)
    try {
      const rendered = template.render(values, { now: input.now ?? new Date() })
      return { text: plain(rendered), userSpans: userSpans(rendered), templateSource: source }
    } catch (error) {
      throw error instanceof TemplateError ? refusal(error) : error
    }
  }

  #chosen(withTools: boolean): Compiled {
    return withTools && this.#toolUse !== undefined ? this.#toolUse : this.#default
  }

  #withTraits(source: string, template: Template): Compiled {
    return { source, template, traits: findTraits(source, (variables) => this.#try(template, variables)) }
  }

  #try(template: Template, variables: Readonly<Record<string, unknown>>): string | undefined {
    const values = this.#values({ tools: null, documents: null, add_generation_prompt: true, ...variables })
    try {
      // A trial that needs more than this would make a request wait as well.
      return plain(template.render(values, { now: new Date(0), limits: { steps: 200_000, characters: 1_000_000 } }))
    } catch (error) {
      if (error instanceof TemplateError) return undefined
      throw error
    }
  }

  // The special tokens are the template's own text, everything else the caller's.
  #values(variables: Readonly<Record<string, unknown>>): Map<string, Value> {
    const own: [string, Value][] = Object.entries(this.#tokens)
    return new Map([
      ...own,
      ...Object.entries(variables).map(([name, value]): [string, Value] => [name, fromRequest(value, isFixedWord)]),
    ])
  }
}

function compiled(source: string): Template {
  try {
    return new Template(source)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new ModelError(
      `The model's chat template cannot be read: ${error.message}. Use another build of the model.`,
      { code: 'model_file_invalid', cause: error },
    )
  }
}

// Roles and kinds come from fixed lists that validation enforces; templates make markers of them: '<|' + role + '|>'.
const roles = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function'])

function isFixedWord(key: string, text: string): boolean {
  return (key === 'role' && roles.has(text)) || (key === 'type' && (text === 'function' || text === 'text'))
}

function refusal(error: TemplateError): InvalidRequestError | ModelError {
  if (error.failure === 'raised') {
    return new InvalidRequestError(`The model's chat template refuses these messages: ${error.message}`, {
      code: 'invalid_value',
      param: 'messages',
      cause: error,
    })
  }
  if (error.failure === 'limit') {
    return new ModelError(`The model's chat template was stopped: ${error.message}. Use another build of the model.`, {
      code: 'model_file_invalid',
      cause: error,
    })
  }
  return new InvalidRequestError(
    `The model's chat template cannot render these messages: ${error.message}. Check that the roles and the order of the messages suit this model.`,
    { code: 'invalid_value', param: 'messages', cause: error },
  )
}
