/** Renders a trial conversation; undefined when the template refuses it. */
export type TrialRender = (variables: Readonly<Record<string, unknown>>) => string | undefined

/** The forms an assistant message without words but with tool calls may take. */
export type EmptyContent = 'null' | 'empty' | 'absent'

/** What a template can be given, found by rendering short trial conversations and by looking at its source. */
export interface TemplateTraits {
  /** Takes a message's content as a string. */
  readonly stringContent: boolean
  /** Roles whose content it takes as a list of parts. */
  readonly partsRoles: ReadonlySet<string>
  /** Renders system messages; otherwise their text joins the next user message. */
  readonly systemRole: boolean
  /** Knows the role `developer`; otherwise such messages become system messages. */
  readonly developerRole: boolean
  /** The form of a tool call's arguments: parsed, or the JSON text as it came. */
  readonly callArguments: 'object' | 'text'
  /** Which forms of absent content beside tool calls render the calls, best first. */
  readonly emptyContents: readonly EmptyContent[]
}

const first = 'Ahoy7'
const second = 'Belay9'
const toolName = 'probe_tool'
const tool = {
  type: 'function',
  function: {
    name: toolName,
    description: 'd',
    parameters: { type: 'object', properties: { key_of: { type: 'string' } } },
  },
}
const user = { role: 'user', content: first }

/** Tries a template out: about fifteen renders of a few messages each, 5 ms in all, once for each model. */
export function findTraits(source: string, render: TrialRender): TemplateTraits {
  // Templates made for tools alone fail without any.
  const tools =
    render({ messages: [user] }) === undefined && render({ messages: [user], tools: [tool] }) !== undefined
      ? [tool]
      : null
  const trial: TrialRender = (variables) => render({ tools, ...variables })
  const stringContent = shows(trial({ messages: [user] }), first)
  const speak = (role: string, text: string): object => ({ role, content: stringContent ? text : parts(text) })
  return {
    stringContent,
    partsRoles: new Set(['system', 'user', 'assistant', 'tool'].filter((role) => takesParts(role, trial, speak))),
    systemRole: shows(trial({ messages: [speak('system', first), speak('user', second)] }), first, second),
    // Templates that print any role would print this one too, as a speaker the model has never met.
    developerRole: /['"]developer['"]/.test(source),
    ...findCallForms(trial, speak),
  }
}

function takesParts(role: string, render: TrialRender, speak: (role: string, text: string) => object): boolean {
  const message = { role, content: parts(first, second) }
  const conversations: Readonly<Record<string, readonly object[]>> = {
    system: [message, speak('user', 'u')],
    user: [message],
    assistant: [speak('user', 'u'), message, speak('user', 'u')],
    tool: [
      speak('user', 'u'),
      callMessage({ key_of: 'v' }, ''),
      { ...message, tool_call_id: 'call00001', name: toolName },
    ],
  }
  const text = render({ messages: conversations[role] ?? [], ...(role === 'tool' ? { tools: [tool] } : {}) })
  // A list that is printed instead of read shows its keys.
  return shows(text, first, second) && !/['"]type['"]: ?['"]text['"]/.test(text ?? '')
}

function findCallForms(
  render: TrialRender,
  speak: (role: string, text: string) => object,
): Pick<TemplateTraits, 'callArguments' | 'emptyContents'> {
  const trial = (args: unknown, content: EmptyContent | 'words'): string | undefined =>
    render({ messages: [speak('user', 'u'), callMessage(args, content), toolResult], tools: [tool] })
  const contents = ['null', 'empty', 'absent'] as const
  const rendersCalls = (args: unknown): readonly EmptyContent[] => {
    const plainNones = countNone(trial(args, 'words'))
    return contents.filter((content) => {
      const text = trial(args, content)
      return showsCall(text) && countNone(text) <= plainNones
    })
  }
  const withObject = rendersCalls({ key_of: first })
  if (withObject.length > 0) return { callArguments: 'object', emptyContents: withObject }
  const withText = rendersCalls(JSON.stringify({ key_of: first }))
  if (withText.length > 0) return { callArguments: 'text', emptyContents: withText }
  // It shows no calls at all; what beside them is left must not break it.
  return { callArguments: 'object', emptyContents: ['empty'] }
}

const toolResult = { role: 'tool', tool_call_id: 'call00001', name: toolName, content: 'r' }

// Nine letters and digits: Mistral's templates refuse other ids.
function callMessage(args: unknown, content: string): object {
  const call = { id: 'call00001', type: 'function', function: { name: toolName, arguments: args } }
  const forms: Readonly<Record<string, object>> = {
    null: { content: null },
    absent: {},
    empty: { content: '' },
    words: { content: 'w' },
  }
  return { role: 'assistant', ...(forms[content] ?? { content }), tool_calls: [call] }
}

// A printed Python mapping shows its keys in single quotes, JSON text inside JSON has escaped ones: in both the template
// was given the form it does not expect.
function showsCall(text: string | undefined): boolean {
  return shows(text, toolName, first) && !text?.includes(`{'key_of'`) && !text?.includes('{\\"key_of')
}

function countNone(text: string | undefined): number {
  return text?.match(/None/g)?.length ?? 0
}

function parts(...texts: readonly string[]): object[] {
  return texts.map((text) => ({ type: 'text', text }))
}

function shows(text: string | undefined, ...wanted: readonly string[]): boolean {
  return text !== undefined && wanted.every((needle) => text.includes(needle))
}
