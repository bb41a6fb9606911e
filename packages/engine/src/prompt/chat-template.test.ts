import { InvalidRequestError, ModelError } from 'colloquy'
import type { ChatCompletionRequestMessage } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'

import { ChatTemplate, type PromptInput } from './chat-template.ts'

const chatMl =
  "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
const readsParts =
  "{% for m in messages %}{{ m.role }}:{% if m.content is string %}{{ m.content }}{% else %}{% for p in m.content %}{% if p.type == 'text' %}[{{ p.text }}]{% endif %}{% endfor %}{% endif %};{% endfor %}"
const wantsParts =
  "{% for m in messages %}{{ m.role }}:{% for p in m.content %}{% if p.type == 'text' %}[{{ p.text }}]{% endif %}{% endfor %};{% endfor %}"
const refusesSystem =
  "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}{% endif %}{{ m.role }}:{{ m.content }};{% endfor %}"
const callsTemplate = (args: string, content = '{{ m.content }}'): string =>
  `{% for m in messages %}{{ m.role }}:{% if m.tool_calls %}{% for c in m.tool_calls %}{{ c.function.name }}(${args}){% endfor %}{% else %}${content}{% endif %};{% endfor %}`

const user = (content: string): ChatCompletionRequestMessage => ({ role: 'user', content })
const asked: ChatCompletionRequestMessage = {
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a": [1, null]}' } }],
}

function text(template: string, input: PromptInput): string {
  return new ChatTemplate(template, { bos: '<s>', eos: '</s>' }).render({ now: new Date(2026, 0, 5), ...input }).text
}

function refusal(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('a conversation', () => {
  test('is rendered up to where the answer begins', () => {
    expect(text(chatMl, { messages: [{ role: 'system', content: 'Be brief.' }, user('Hi')] })).toBe(
      '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n',
    )
  })

  test('may end without an invitation to answer', () => {
    expect(text(chatMl, { messages: [user('Hi')], add_generation_prompt: false })).toBe(
      '<|im_start|>user\nHi<|im_end|>\n',
    )
  })

  test('knows the special tokens and the date', () => {
    expect(
      text("{{ bos_token }}{{ strftime_now('%d %b %Y') }}{{ eos_token }}{{ messages[0].content }}", {
        messages: [user('!')],
      }),
    ).toBe('<s>05 Jan 2026</s>!')
  })

  test('marks the stretches that came from the caller, the roles not among them', () => {
    const { text: prompt, userSpans } = new ChatTemplate(chatMl).render({ messages: [user('Hi'), user('')] })
    expect(userSpans.map(({ start, end }) => prompt.slice(start, end))).toEqual(['Hi'])
  })

  test('passes names, documents and variables of the request on', () => {
    const template = '{{ messages[0].name }} {{ documents[0].title }} {{ enable_thinking }} {{ messages[0].content }}'
    const input = { messages: [{ role: 'user', name: 'ada', content: 'x' }], documents: [{ title: 'T' }] } as const
    expect(text(template, { ...input, chat_template_kwargs: { enable_thinking: false } })).toBe('ada T False x')
  })

  test('leaves out what is null', () => {
    const messages: ChatCompletionRequestMessage[] = [
      { role: 'assistant', content: 'x', tool_calls: null, name: null, refusal: null },
    ]
    expect(text('{{ messages[0]|length }}{{ messages[0].content }}', { messages })).toBe('2x')
  })
})

describe('roles', () => {
  const developer: ChatCompletionRequestMessage = { role: 'developer', content: 'Be brief.' }

  test('developer becomes system for a template that does not know it', () => {
    expect(text(chatMl, { messages: [developer, user('Hi')] })).toContain('<|im_start|>system\nBe brief.')
  })

  test('developer stays for a template that does', () => {
    expect(text(`${chatMl}{# #}{{ '' if 'developer' else '' }}`, { messages: [developer, user('Hi')] })).toContain(
      '<|im_start|>developer\nBe brief.',
    )
  })

  test('a system message joins the next user message where the template refuses the role', () => {
    const messages: ChatCompletionRequestMessage[] = [
      { role: 'system', content: 'One.' },
      developer,
      user('Hi'),
      { role: 'assistant', content: 'Yes' },
      user('Bye'),
    ]
    expect(text(refusesSystem, { messages })).toBe('user:One.\n\nBe brief.\n\nHi;assistant:Yes;user:Bye;')
  })

  test('a system message alone speaks as the user there', () => {
    expect(text(refusesSystem, { messages: [{ role: 'system', content: 'One.' }] })).toBe('user:One.;')
  })

  test('function becomes tool', () => {
    expect(text(chatMl, { messages: [{ role: 'function', name: 'f', content: '1' }] })).toContain('<|im_start|>tool\n1')
  })
})

describe('content parts', () => {
  const parts: ChatCompletionRequestMessage = {
    role: 'user',
    content: [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ],
  }

  test('are joined by newlines for a template that takes strings', () => {
    expect(text(chatMl, { messages: [parts] })).toContain('user\na\nb<|im_end|>')
  })

  test('stay parts for a template that reads parts', () => {
    expect(text(readsParts, { messages: [parts, user('c')] })).toBe('user:[a][b];user:c;')
  })

  test('are made of strings for a template that reads nothing else', () => {
    expect(text(wantsParts, { messages: [user('c')] })).toBe('user:[c];')
  })

  test('of a refusal count as text', () => {
    expect(
      text(chatMl, { messages: [{ role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] }] }),
    ).toContain('assistant\nNo.')
    expect(text(chatMl, { messages: [{ role: 'assistant', content: null, refusal: 'No.' }] })).toContain(
      'assistant\nNo.',
    )
  })

  test.each([
    [{ type: 'image_url', image_url: { url: 'data:,' } }],
    [{ type: 'input_audio', input_audio: { data: '', format: 'wav' } }],
    [{ type: 'file', file: { file_id: 'f' } }],
  ] as const)('of other kinds are refused with their place: %j', (part) => {
    const messages: ChatCompletionRequestMessage[] = [
      user('x'),
      { role: 'user', content: [{ type: 'text', text: 'a' }, part] },
    ]
    const error = refusal(() => text(chatMl, { messages }))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ code: 'unsupported_value', param: 'messages[1].content[1].type', status: 400 })
  })
})

describe('tool calls', () => {
  const tools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }] as const

  test('have parsed arguments for a template that writes JSON', () => {
    expect(text(callsTemplate('{{ c.function.arguments|tojson }}'), { messages: [asked] })).toBe(
      'assistant:f({"a": [1, null]});',
    )
  })

  test('keep the JSON text for a template that joins it to other text', () => {
    expect(text(callsTemplate("{{ '' + c.function.arguments }}"), { messages: [asked] })).toBe(
      'assistant:f({"a": [1, null]});',
    )
  })

  test('keep arguments that are no JSON', () => {
    const cut: ChatCompletionRequestMessage = {
      ...asked,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a": [1' } }],
    }
    expect(text(callsTemplate('{{ c.function.arguments }}'), { messages: [cut] })).toBe('assistant:f({"a": [1);')
  })

  test('stand beside empty content where the template cannot join null', () => {
    const template = `{% for m in messages %}{{ m.role + m.content }}{% for c in m.tool_calls or [] %}{{ c.function.name }}{{ c.function.arguments|tojson }}{% endfor %};{% endfor %}`
    expect(text(template, { messages: [asked] })).toBe('assistantf{"a": [1, null]};')
  })

  test('stand beside null where the template asks for it', () => {
    const template = `{% for m in messages %}{% if m.content is none %}{% for c in m.tool_calls %}{{ c.function.name }}{{ c.function.arguments|tojson }}{% endfor %}{% else %}{{ m.content }}{% endif %};{% endfor %}`
    const empty: ChatCompletionRequestMessage = { ...asked, content: '' }
    expect(text(template, { messages: [empty] })).toBe('f{"a": [1, null]};')
  })

  test('of the older form are tool calls', () => {
    const old: ChatCompletionRequestMessage = {
      role: 'assistant',
      content: null,
      function_call: { name: 'g', arguments: '' },
    }
    expect(text(callsTemplate('{{ c.function.arguments|tojson }}'), { messages: [old] })).toBe('assistant:g({});')
  })

  test('use the template for tools where the model has one', () => {
    const template = new ChatTemplate({
      source: 'plain {{ messages[0].content }}',
      toolUse: 'tools {{ tools[0].function.name }} {{ messages[0].content }}',
    })
    expect(template.render({ messages: [user('x')] }).text).toBe('plain x')
    expect(template.render({ messages: [user('x')], tools }).text).toBe('tools f x')
  })

  test('are not offered when the request asks for none', () => {
    const template = '{% if tools %}tools{% else %}no tools{% endif %}{{ messages[0].content }}'
    expect(text(template, { messages: [user('')], tools, tool_choice: 'none' })).toBe('no tools')
    expect(text(template, { messages: [user('')], tools, tool_choice: 'auto' })).toBe('tools')
  })
})

describe('reasoning', () => {
  test('of an earlier answer has every name that templates read', () => {
    const messages: ChatCompletionRequestMessage[] = [{ role: 'assistant', content: 'x', reasoning: 'hm' }]
    expect(
      text('{{ messages[0].reasoning_content }} {{ messages[0].thinking }} {{ messages[0].content }}', { messages }),
    ).toBe('hm hm x')
  })

  test.each([
    [undefined, 'unset unset'],
    ['none', 'unset False'],
    ['high', 'high True'],
  ] as const)('effort %s reaches the template as %s', (effort, expected) => {
    const template = "{{ reasoning_effort|default('unset') }} {{ enable_thinking|default('unset') }}"
    expect(
      text(`${template}{{ messages[0].content }}`, {
        messages: [user('')],
        ...(effort === undefined ? {} : { reasoning_effort: effort }),
      }),
    ).toBe(expected)
  })
})

describe('a template that fails', () => {
  test('by its own decision is a wrong request, in its own words', () => {
    const error = refusal(() => text(refusesSystem, { messages: [user('a'), user('b')] }))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({
      param: 'messages',
      status: 400,
      message: expect.stringContaining('roles must alternate'),
    })
  })

  test('over what it was given is a wrong request as well', () => {
    expect(refusal(() => text('{{ messages[0].content + 1 }}', { messages: [user('a')] }))).toBeInstanceOf(
      InvalidRequestError,
    )
  })

  test('because it cannot be read is a broken model', () => {
    const error = refusal(() => new ChatTemplate('{% for %}'))
    expect(error).toBeInstanceOf(ModelError)
    expect(error).toMatchObject({ code: 'model_file_invalid', message: expect.stringContaining('line 1') })
  })

  test('to come to an end is a broken model', () => {
    const endless = "{{ messages[0].content }}{% if messages|length > 1 %}{{ 'x' * 99999999 }}{% endif %}"
    const error = refusal(() => text(endless, { messages: [user('a'), user('b')] }))
    expect(error).toMatchObject({ name: 'ModelError', code: 'model_file_invalid' })
  })
})
