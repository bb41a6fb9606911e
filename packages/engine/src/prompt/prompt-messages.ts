import type { ChatCompletionRequestAssistantMessage, ChatCompletionRequestMessage } from 'colloquy/protocol'

import { joinParts, textContent, type TextContent, type TextPart } from './message-content.ts'
import { sentCalls } from './sent-calls.ts'
import type { EmptyContent, TemplateTraits } from './template-traits.ts'

/** A message in the form a template is given. */
export interface PromptMessage {
  readonly role: string
  readonly content?: string | readonly TextPart[] | null
  readonly [field: string]: unknown
}

/**
 * Brings a request's messages into the form a template expects, changing only what it could not render:
 *
 * - `developer` becomes `system` where the template does not know it; a system message joins the next user message,
 *   a blank line between, where the template refuses the role (as Gemma 3's own template does);
 * - text parts stay a list where the template reads lists for that role, else they are joined by newlines; a string
 *   becomes a list for templates that read nothing else;
 * - arguments of tool calls are parsed, except for templates that want the JSON text; text that is no JSON stays text;
 * - empty content beside tool calls takes a form with which the template renders the calls;
 * - members that are null, and those no template reads (`refusal`, `audio`, `annotations`), are left out: templates
 *   ask whether a member exists, not whether it says something.
 */
export function promptMessages(
  messages: readonly ChatCompletionRequestMessage[],
  traits: TemplateTraits,
): PromptMessage[] {
  const adapted = messages.map((message, index) => adaptMessage(message, index, traits))
  return traits.systemRole ? adapted : mergeSystem(adapted, traits)
}

function adaptMessage(message: ChatCompletionRequestMessage, index: number, traits: TemplateTraits): PromptMessage {
  const role = promptRole(message, traits)
  const said = textContent(message, index)
  const content = contentForm(said, role, traits)
  const name = message.name ?? undefined
  const shared = { role, ...(content === undefined ? {} : { content }), ...(name === undefined ? {} : { name }) }
  if (message.role === 'tool') return { ...shared, tool_call_id: message.tool_call_id }
  if (message.role !== 'assistant') return shared
  const calls = toolCalls(message, traits)
  const reasoning = reasoningFields(message)
  if (calls.length === 0) return { ...shared, ...reasoning }
  const saysNothing = content === undefined || content === null || content.length === 0
  if (!saysNothing) return { ...shared, ...reasoning, tool_calls: calls }
  const rest = name === undefined ? { role } : { role, name }
  return { ...rest, ...emptyContent(content, traits), ...reasoning, tool_calls: calls }
}

function promptRole({ role }: ChatCompletionRequestMessage, traits: TemplateTraits): string {
  if (role === 'developer') return traits.developerRole ? role : 'system'
  return role === 'function' ? 'tool' : role
}

function contentForm(content: TextContent, role: string, traits: TemplateTraits): TextContent {
  if (content === null || content === undefined) return content
  if (typeof content !== 'string') return traits.partsRoles.has(role) ? content : joinParts(content)
  return traits.stringContent || !traits.partsRoles.has(role) ? content : [{ type: 'text', text: content }]
}

function emptyContent(sent: TextContent, traits: TemplateTraits): { content?: string | null } {
  const form: EmptyContent = sent === null ? 'null' : sent === undefined ? 'absent' : 'empty'
  const chosen = traits.emptyContents.includes(form) ? form : (traits.emptyContents[0] ?? form)
  if (chosen === 'absent') return {}
  return { content: chosen === 'null' ? null : '' }
}

function toolCalls(message: ChatCompletionRequestAssistantMessage, traits: TemplateTraits): object[] {
  const form = (text: string): unknown => (traits.callArguments === 'object' ? parseArguments(text) : text)
  return sentCalls(message).map(({ id, name, arguments: text }) => ({
    ...(id === undefined ? {} : { id }),
    type: 'function',
    function: { name, arguments: form(text) },
  }))
}

// A model may have been cut short while it wrote arguments: what it wrote is still what it said.
function parseArguments(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : text
  } catch {
    return text
  }
}

// The reasoning under each name that templates read, as the reference fills them.
function reasoningFields(message: ChatCompletionRequestAssistantMessage): object {
  const text = message.reasoning_content ?? message.reasoning ?? undefined
  return text === undefined ? {} : { reasoning_content: text, thinking: text }
}

function mergeSystem(messages: readonly PromptMessage[], traits: TemplateTraits): PromptMessage[] {
  const merged: PromptMessage[] = []
  let pending: string[] = []
  for (const message of messages) {
    if (message.role === 'system') {
      pending.push(plainText(message))
    } else if (message.role === 'user' && pending.length > 0) {
      const text = [...pending, plainText(message)].join('\n\n')
      merged.push({ ...message, content: contentForm(text, 'user', traits) ?? text })
      pending = []
    } else {
      merged.push(message)
    }
  }
  if (pending.length === 0) return merged
  const text = pending.join('\n\n')
  return [...merged, { role: 'user', content: contentForm(text, 'user', traits) ?? text }]
}

function plainText({ content }: PromptMessage): string {
  return typeof content === 'string' ? content : joinParts(content ?? [])
}
