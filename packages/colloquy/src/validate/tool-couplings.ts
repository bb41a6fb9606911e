import type {
  ChatCompletionAllowedTool,
  ChatCompletionFunctions,
  ChatCompletionRequest,
  ChatCompletionRequestTool,
  ChatCompletionToolChoiceOption,
} from '../protocol/index.ts'
import { quoteName } from './describe-value.ts'
import { nearestName } from './nearest-name.ts'
import type { ValidationIssue } from './validation-issue.ts'

/** The first rule about tools that a well-shaped request breaks, or undefined. */
export function findToolClash(request: ChatCompletionRequest): ValidationIssue | undefined {
  const tools = request.tools ?? []
  const functions = request.functions ?? []
  if (tools.length > 0 && functions.length > 0) {
    return clash('functions', '`functions` and `tools` cannot both be set: leave out `functions`, the deprecated one.')
  }
  return (
    (tools.length === 0 ? findNeedless(request) : findTwin(toolNames(tools), 'tools')) ??
    findChoiceClash(request.tool_choice, tools) ??
    findFunctionClash(request.function_call, functions)
  )
}

/** The name of the tool that an entry of `allowed_tools` refers to, or undefined where it names none. */
export function allowedToolName(tool: ChatCompletionAllowedTool): string | undefined {
  for (const holder of [tool['function'], tool['custom'], tool]) {
    if (typeof holder === 'object' && holder !== null && 'name' in holder && typeof holder.name === 'string') {
      return holder.name
    }
  }
  return undefined
}

interface NamedTool {
  readonly name: string
  readonly kind: 'function' | 'custom'
  /** Path of the name. */
  readonly param: string
}

function toolNames(tools: readonly ChatCompletionRequestTool[]): NamedTool[] {
  const names: NamedTool[] = []
  for (const [index, tool] of tools.entries()) {
    // Vendors' own kinds of tools carry names in other places, if any.
    if (tool.type === 'function') {
      names.push({ name: tool.function.name, kind: 'function', param: `tools[${index}].function.name` })
    } else if (tool.type === 'custom') {
      names.push({ name: tool.custom.name, kind: 'custom', param: `tools[${index}].custom.name` })
    }
  }
  return names
}

function findNeedless(request: ChatCompletionRequest): ValidationIssue | undefined {
  for (const param of ['tool_choice', 'parallel_tool_calls'] as const) {
    if (request[param] !== undefined && request[param] !== null) {
      return clash(param, `\`${param}\` needs \`tools\`: pass the tools the model may call, or leave it out.`)
    }
  }
  return undefined
}

function findTwin(tools: readonly { name: string; param: string }[], list: string): ValidationIssue | undefined {
  const first = new Map<string, string>()
  for (const { name, param } of tools) {
    const twin = first.get(name)
    if (twin !== undefined) {
      return {
        code: 'invalid_value',
        param,
        message: `\`${param}\` is ${quoteName(name)}, as is \`${twin}\`; names in \`${list}\` must differ.`,
      }
    }
    first.set(name, param)
  }
  return undefined
}

function findChoiceClash(
  choice: ChatCompletionToolChoiceOption | null | undefined,
  tools: readonly ChatCompletionRequestTool[],
): ValidationIssue | undefined {
  if (choice === undefined || choice === null || typeof choice === 'string') return undefined
  const names = toolNames(tools)
  switch (choice.type) {
    case 'function':
      return findStranger(choice.function.name, namesOf(names, 'function'), 'tool_choice.function.name', 'tools')
    case 'custom':
      return findStranger(choice.custom.name, namesOf(names, 'custom'), 'tool_choice.custom.name', 'tools')
    case 'allowed_tools': {
      for (const [index, allowed] of choice.allowed_tools.tools.entries()) {
        const param = `tool_choice.allowed_tools.tools[${index}]`
        const name = allowedToolName(allowed)
        // Vendors' own kinds of tools may be referred to by type alone.
        const namesItself = allowed['type'] === 'function' || allowed['type'] === 'custom' || name !== undefined
        if (namesItself) {
          const kind = allowed['type'] === 'custom' ? 'custom' : 'function'
          const issue = findStranger(name, namesOf(names, kind), param, 'tools')
          if (issue !== undefined) return issue
        } else if (!tools.some((tool) => tool.type === allowed['type'])) {
          return findStranger(undefined, namesOf(names, 'function'), param, 'tools')
        }
      }
      return undefined
    }
    default:
      return undefined
  }
}

function findFunctionClash(
  choice: ChatCompletionRequest['function_call'],
  functions: readonly ChatCompletionFunctions[],
): ValidationIssue | undefined {
  if (choice !== undefined && choice !== null && functions.length === 0) {
    return clash('function_call', '`function_call` needs `functions`; with `tools`, use `tool_choice` instead.')
  }
  const named = functions.map(({ name }, index) => ({ name, param: `functions[${index}].name` }))
  const twin = findTwin(named, 'functions')
  if (twin !== undefined || typeof choice !== 'object' || choice === null) return twin
  return findStranger(
    choice.name,
    functions.map(({ name }) => name),
    'function_call.name',
    'functions',
  )
}

function namesOf(tools: readonly NamedTool[], kind: NamedTool['kind']): string[] {
  return tools.filter((tool) => tool.kind === kind).map((tool) => tool.name)
}

function findStranger(
  name: string | undefined,
  known: readonly string[],
  param: string,
  list: string,
): ValidationIssue | undefined {
  if (name !== undefined && known.includes(name)) return undefined
  const nearest = name === undefined ? undefined : nearestName(name, known)
  const came = name === undefined ? 'names no tool' : `is ${quoteName(name)}`
  const hint = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`
  return { code: 'invalid_value', param, message: `\`${param}\` ${came}; it must name one of \`${list}\`.${hint}` }
}

function clash(param: string, message: string): ValidationIssue {
  return { code: 'invalid_parameter_combination', param, message }
}
