import type {
  ChatCompletionFunctions,
  ChatCompletionRequest,
  ChatCompletionRequestTool,
  ChatCompletionToolChoiceOption,
  FunctionObject,
} from 'colloquy/protocol'
import { allowedToolName } from 'colloquy/validate'

import type { CallableTool } from './callable-tool.ts'
import { customInputSchema } from './custom-input.ts'

/** What a request says about tools. */
export interface ToolPlan {
  /** The tools the model is told of; none where it must not call any. */
  readonly shown: readonly CallableTool[]
  /** Those among them that it may call in this turn. */
  readonly callable: readonly CallableTool[]
  /** Whether the answer must be a call. */
  readonly required: boolean
  /** Whether it may be several calls. */
  readonly parallel: boolean
  /** How calls are told, and the reason for which an answer with calls ends: `function_call` is the older form. */
  readonly form: 'tool_calls' | 'function_call'
}

/** Reads `tools`, `tool_choice`, `parallel_tool_calls` and the older `functions` and `function_call`. */
export function toolPlan(request: ChatCompletionRequest): ToolPlan {
  const functions = request.functions ?? []
  if (functions.length === 0) return planTools(request.tools ?? [], request)
  const shown = functions.map((each, index) => functionTool(each, `functions[${index}].parameters`))
  const choice = request.function_call ?? 'auto'
  const plan = { shown, callable: shown, required: false, parallel: false, form: 'function_call' } as const
  if (choice === 'none') return { ...plan, shown: [], callable: [] }
  return choice === 'auto' ? plan : { ...plan, callable: named(shown, [choice.name]), required: true }
}

function planTools(tools: readonly ChatCompletionRequestTool[], request: ChatCompletionRequest): ToolPlan {
  const all = tools.map(callableTool)
  const { callable, required } = chosen(all, request.tool_choice ?? 'auto')
  return {
    shown: callable.length === 0 ? [] : all,
    callable,
    required,
    parallel: request.parallel_tool_calls ?? true,
    form: 'tool_calls',
  }
}

function chosen(
  tools: readonly CallableTool[],
  choice: ChatCompletionToolChoiceOption,
): Pick<ToolPlan, 'callable' | 'required'> {
  if (typeof choice === 'string') {
    return { callable: choice === 'none' ? [] : tools, required: choice === 'required' && tools.length > 0 }
  }
  if (choice.type === 'function') return { callable: named(tools, [choice.function.name]), required: true }
  if (choice.type === 'custom') return { callable: named(tools, [choice.custom.name]), required: true }
  const { mode, tools: allowed } = choice.allowed_tools
  const callable = named(tools, allowed.map(allowedToolName))
  return { callable, required: mode === 'required' && callable.length > 0 }
}

function named(tools: readonly CallableTool[], names: readonly (string | undefined)[]): CallableTool[] {
  return tools.filter(({ name }) => names.includes(name))
}

function callableTool(tool: ChatCompletionRequestTool, index: number): CallableTool {
  if (tool.type === 'function') return functionTool(tool.function, `tools[${index}].function.parameters`)
  const { name, description, format } = tool.custom
  const parameters = customInputSchema(format ?? undefined)
  return {
    name,
    kind: 'custom',
    parameters,
    ...(format?.type === 'grammar' ? { inputGrammar: format.grammar } : {}),
    definition: { type: 'function', function: { name, description: description ?? '', parameters } },
    param: `tools[${index}].custom.format.grammar.definition`,
  }
}

function functionTool(each: FunctionObject | ChatCompletionFunctions, param: string): CallableTool {
  const { name, parameters } = each
  const schema = parameters ?? { properties: {}, additionalProperties: false }
  return {
    name,
    kind: 'function',
    // Arguments are an object, whether or not the schema says so.
    parameters: schema['type'] === undefined ? { ...schema, type: 'object' } : schema,
    definition: { type: 'function', function: each },
    param,
  }
}
