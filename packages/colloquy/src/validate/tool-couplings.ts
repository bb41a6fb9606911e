import type {
  ChatCompletionAllowedTool,
  ChatCompletionFunctions,
  ChatCompletionRequest,
  ChatCompletionRequestTool,
  ChatCompletionToolChoiceOption,
} from '../protocol/index.ts'
import { quoteName } from './describe-value.ts'
import { nearestName } from './nearest-name.ts'
import { lacking, type ValidationIssue } from './validation-issue.ts'

/** The first rule about tools that a well-shaped request breaks, or undefined. */
export function findToolClash(request: ChatCompletionRequest): ValidationIssue | undefined {
  const tools = request.tools ?? []
  const functions = request.functions ?? []
  if (tools.length > 0 && functions.length > 0) {
    return {
      code: 'invalid_parameter_combination',
      param: 'functions',
      message: '`functions` and `tools` cannot both be set: leave out `functions`, the deprecated one.',
    }
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
      return lacking(param, `\`${param}\` needs \`tools\`: pass the tools the model may call, or leave it out.`)
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
    case 'allowed_tools':
      return findForbidden(choice.allowed_tools.tools, tools)
    default:
      return undefined
  }
}

function findForbidden(
  allowed: readonly ChatCompletionAllowedTool[],
  tools: readonly ChatCompletionRequestTool[],
): ValidationIssue | undefined {
  const names = toolNames(tools)
  // Vendors' own kinds of tools are referred to by their type alone.
  const foreign = new Set<unknown>(tools.map((tool) => tool.type))
  foreign.delete('function')
  foreign.delete('custom')
  const functions = namesOf(names, 'function')
  const customs = namesOf(names, 'custom')
  for (const [index, tool] of allowed.entries()) {
    if (foreign.has(tool['type'])) continue
    const known = tool['type'] === 'custom' ? customs : functions
    const issue = findStranger(allowedToolName(tool), known, `tool_choice.allowed_tools.tools[${index}]`, 'tools')
    if (issue !== undefined) return issue
  }
  return undefined
}

function findFunctionClash(
  choice: ChatCompletionRequest['function_call'],
  functions: readonly ChatCompletionFunctions[],
): ValidationIssue | undefined {
  if (choice !== undefined && choice !== null && functions.length === 0) {
    return lacking('function_call', '`function_call` needs `functions`; with `tools`, use `tool_choice` instead.')
  }
  const named = functions.map(({ name }, index) => ({ name, param: `functions[${index}].name` }))
  const twin = findTwin(named, 'functions')
  if (twin !== undefined || typeof choice !== 'object' || choice === null) return twin
  return findStranger(choice.name, new Set(functions.map(({ name }) => name)), 'function_call.name', 'functions')
}

function namesOf(tools: readonly NamedTool[], kind: NamedTool['kind']): ReadonlySet<string> {
  return new Set(tools.filter((tool) => tool.kind === kind).map((tool) => tool.name))
}

function findStranger(
  name: string | undefined,
  known: ReadonlySet<string>,
  param: string,
  list: string,
): ValidationIssue | undefined {
  if (name !== undefined && known.has(name)) return undefined
  const nearest = name === undefined ? undefined : nearestName(name, [...known])
  const came = name === undefined ? 'names no tool' : `is ${quoteName(name)}`
  const hint = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`
  return { code: 'invalid_value', param, message: `\`${param}\` ${came}; it must name one of \`${list}\`.${hint}` }
}
