import type { DialectKey } from './dialects.ts'

/** What a model wrote, and what it meant. */
export interface RecordedOutput {
  readonly dialect: DialectKey
  readonly shows: string
  readonly output: string
  readonly prompt?: string
  readonly content?: string
  readonly reasoning?: string
  readonly calls?: readonly (readonly [name: string, args: unknown])[]
}

const zurich = { city: 'Zürich', days: 2 }
const nested = { city: 'a "}" b </tool_call> \\ {', place: { at: [1.5, { x: null }], ok: true }, tags: ['日本 🙂', '[x]'] }
const two = [
  ['get_weather', zurich],
  ['now', {}],
] as const
const nestedCall = [['get_weather', nested]] as const
const json = JSON.stringify
const harmonyStart = '<|start|>assistant'

/** Outputs in the forms their makers document. */
export const outputs: readonly RecordedOutput[] = [
  {
    dialect: 'hermes',
    shows: 'reasoning, words and two calls',
    output: `<think>\nI need the weather.\n</think>\n\nLet me look.\n\n<tool_call>\n{"name": "get_weather", "arguments": ${json(zurich)}}\n</tool_call>\n<tool_call>\n{"name": "now", "arguments": {}}\n</tool_call>`,
    reasoning: 'I need the weather.',
    content: 'Let me look.\n\n',
    calls: two,
  },
  {
    dialect: 'hermes',
    shows: 'braces, quotes and marks inside strings',
    output: `<tool_call>{"arguments": ${json(nested)}, "name": "get_weather"}</tool_call>`,
    calls: nestedCall,
  },
  {
    dialect: 'hermes',
    shows: 'reasoning that the prompt opened',
    prompt: '<|im_start|>assistant\n<think>\n',
    output: 'Easy: <tool_call> is a tag.\n</think>\n\nHello.',
    reasoning: 'Easy: <tool_call> is a tag.',
    content: 'Hello.',
  },
  {
    dialect: 'hermes',
    shows: 'a list in one tag, words behind it',
    output: `<tool_call>[{"name": "get_weather", "arguments": ${json(zurich)}}, {"name": "now"}]</tool_call>\nDone.`,
    content: '\nDone.',
    calls: two,
  },
  {
    dialect: 'hermes',
    shows: 'arguments as a string and as null',
    output: `<tool_call>{"name": "get_weather", "arguments": ${json(json(zurich))}}</tool_call><tool_call>{"name": "now", "arguments": null}</tool_call>`,
    calls: two,
  },
  {
    dialect: 'llamaJson',
    shows: 'one call',
    output: `{"name": "get_weather", "parameters": ${json(nested)}}`,
    calls: nestedCall,
  },
  {
    dialect: 'llamaJson',
    shows: 'calls behind the tag, set apart by semicolons',
    output: `<|python_tag|>{"type": "function", "name": "get_weather", "parameters": ${json(zurich)}}; {"name": "now", "parameters": {}}`,
    calls: two,
  },
  {
    dialect: 'llamaJson',
    shows: 'a call on the line below words',
    output: 'Sure, {braces}:\n{"name": "now", "parameters": {}}',
    content: 'Sure, {braces}:\n',
    calls: [['now', {}]],
  },
  {
    dialect: 'llamaJson',
    shows: 'a call as the API declares tools',
    output: `{"type": "function", "function": {"name": "get_weather", "parameters": ${json(nested)}}}`,
    calls: nestedCall,
  },
  {
    dialect: 'llamaJson',
    shows: 'the name under the word function',
    output: `{"type": "function", "function": "get_weather", "parameters": ${json(zurich)}}`,
    calls: [['get_weather', zurich]],
  },
  {
    dialect: 'llamaJson',
    shows: 'a bare list',
    output: `[{"name": "get_weather", "parameters": ${json(zurich)}}, {"type": "function", "function": {"name": "now"}}]`,
    calls: two,
  },
  {
    dialect: 'llamaJson',
    shows: "a call between Llama 4's marks for Python",
    output: `<|python_start|>{"name": "get_weather", "parameters": ${json(zurich)}}<|python_end|>`,
    calls: [['get_weather', zurich]],
  },
  {
    dialect: 'pythonic',
    shows: 'two calls',
    output: "[get_weather(city='Zürich', days=2), now()]",
    calls: two,
  },
  {
    dialect: 'pythonic',
    shows: "Python's literals",
    output:
      '[get_weather(city="a \\"}\\" b </tool_call> \\\\ {", place={\'at\': (1.5, {"x": None},), "ok": True}, tags=["日本 🙂", \'[x]\'])]',
    calls: nestedCall,
  },
  {
    dialect: 'markedPythonic',
    shows: 'two calls between marks, then words',
    output: '<|tool_call_start|>[get_weather(city="Zürich", days=2), now()]<|tool_call_end|>Looking.',
    content: 'Looking.',
    calls: two,
  },
  {
    dialect: 'mistralList',
    shows: 'two calls',
    output: `[TOOL_CALLS] [{"name": "get_weather", "arguments": ${json(zurich)}}, {"name": "now", "arguments": {}}]`,
    calls: two,
  },
  {
    dialect: 'mistralNamed',
    shows: 'reasoning and two calls',
    output: `[THINK]Hm.[/THINK][TOOL_CALLS]get_weather[ARGS]${json(zurich)}[TOOL_CALLS]now[CALL_ID]a1b2c3d4e[ARGS]{}`,
    reasoning: 'Hm.',
    calls: two,
  },
  {
    dialect: 'functionaryRecipients',
    shows: 'words to all, then two calls',
    prompt: '<|start_header_id|>assistant<|end_header_id|>\n\n>>>',
    output: `all\nLet me look: a >>> b.>>>get_weather\n${json(zurich)}>>>now\n{}`,
    content: 'Let me look: a >>> b.',
    calls: two,
  },
  {
    dialect: 'functionaryRecipients',
    shows: 'a call at once',
    prompt: '\n\n>>>',
    output: `get_weather\n${json(nested)}`,
    calls: nestedCall,
  },
  {
    dialect: 'functionTags',
    shows: 'two calls',
    output: `Looking.<function=get_weather>${json(zurich)}</function>\n<function=now>{}</function>`,
    content: 'Looking.',
    calls: two,
  },
  {
    dialect: 'deepseekFenced',
    shows: 'reasoning, words and two calls',
    prompt: '<｜Assistant｜><think>\n',
    output: `Look it up.\n</think>\n\nOne moment.<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>get_weather\n\`\`\`json\n${json(zurich)}\n\`\`\`<｜tool▁call▁end｜>\n<｜tool▁call▁begin｜>function<｜tool▁sep｜>now\n\`\`\`json\n{}\n\`\`\`<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
    reasoning: 'Look it up.',
    content: 'One moment.',
    calls: two,
  },
  {
    dialect: 'deepseekPlain',
    shows: 'two calls',
    output: `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>get_weather<｜tool▁sep｜>${json(zurich)}<｜tool▁call▁end｜><｜tool▁call▁begin｜>now<｜tool▁sep｜>{}<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
    calls: two,
  },
  {
    dialect: 'kimi',
    shows: 'two calls with numbers',
    output: `Ok.<|tool_calls_section_begin|><|tool_call_begin|>functions.get_weather:0<|tool_call_argument_begin|>${json(zurich)}<|tool_call_end|><|tool_call_begin|>functions.now:11<|tool_call_argument_begin|>{}<|tool_call_end|><|tool_calls_section_end|>`,
    content: 'Ok.',
    calls: two,
  },
  {
    dialect: 'harmony',
    shows: 'reasoning, a preamble and a call',
    prompt: harmonyStart,
    output: `<|channel|>analysis<|message|>Need weather.<|end|><|start|>assistant<|channel|>commentary<|message|>Let me look.<|end|><|start|>assistant<|channel|>commentary to=functions.get_weather <|constrain|>json<|message|>${json(zurich)}<|call|>`,
    reasoning: 'Need weather.',
    content: 'Let me look.',
    calls: [['get_weather', zurich]],
  },
  {
    dialect: 'harmony',
    shows: 'the recipient behind the role',
    prompt: harmonyStart,
    output: ` to=functions.get_weather<|channel|>commentary json<|message|>${json(nested)}`,
    calls: nestedCall,
  },
  {
    dialect: 'harmony',
    shows: 'a final answer',
    prompt: harmonyStart,
    output: '<|channel|>analysis<|message|>Simple.<|end|><|start|>assistant<|channel|>final<|message|>It is 4.',
    reasoning: 'Simple.',
    content: 'It is 4.',
  },
  {
    dialect: 'commandR',
    shows: 'a plan and two calls',
    output: `<|START_THINKING|>I will look.<|END_THINKING|><|START_ACTION|>[\n    {"tool_call_id": "0", "tool_name": "get_weather", "parameters": ${json(zurich)}},\n    {"tool_call_id": "1", "tool_name": "now", "parameters": {}}\n]<|END_ACTION|>`,
    reasoning: 'I will look.',
    calls: two,
  },
  {
    dialect: 'commandR',
    shows: 'an answer between its marks',
    output: '<|START_RESPONSE|>It is sunny.<|END_RESPONSE|>',
    content: 'It is sunny.',
  },
  {
    dialect: 'jsonList',
    shows: 'two calls',
    output: `<TOOLCALL>[{"name": "get_weather", "arguments": ${json(zurich)}}, {"name": "now", "arguments": {}}]</TOOLCALL>`,
    calls: two,
  },
  {
    dialect: 'functionParameters',
    shows: 'two calls with values on lines of their own',
    output:
      '<tool_call>\n<function=get_weather>\n<parameter=city>\nZürich\n</parameter>\n<parameter=days>\n2\n</parameter>\n</function>\n</tool_call>\n<tool_call>\n<function=now>\n</function>\n</tool_call>',
    calls: two,
  },
  {
    dialect: 'functionParameters',
    shows: 'values of several types',
    output: `<tool_call><function=get_weather><parameter=city>${nested.city}</parameter><parameter=place>${json(nested.place)}</parameter><parameter=tags>\n${json(nested.tags)}\n</parameter></function></tool_call>`,
    calls: nestedCall,
  },
  {
    dialect: 'argumentPairs',
    shows: 'reasoning and two calls',
    output:
      '<think>Hm.</think>\n<tool_call>get_weather\n<arg_key>city</arg_key>\n<arg_value>Zürich</arg_value>\n<arg_key>days</arg_key>\n<arg_value>2</arg_value>\n</tool_call>\n<tool_call>now\n</tool_call>',
    reasoning: 'Hm.',
    calls: two,
  },
  {
    dialect: 'functionGemma',
    shows: 'two calls',
    output:
      '<start_function_call>call:get_weather{city:<escape>Zürich<escape>,days:2}<end_function_call><start_function_call>call:now{}<end_function_call>',
    calls: two,
  },
  {
    dialect: 'gemma4',
    shows: 'reasoning, words, and objects inside with bare and quoted keys',
    output: `<|channel>thought\nHm.<channel|>Looking.<|tool_call>call:get_weather{city:<|"|>${nested.city}<|"|>,place:{at:[1.5,{"x":null}],<|"|>ok<|"|>:true},tags:[<|"|>日本 🙂<|"|>,"[x]"]}<tool_call|>`,
    reasoning: 'Hm.',
    content: 'Looking.',
    calls: nestedCall,
  },
  {
    dialect: 'generic',
    shows: 'a call behind words',
    output: `I will check.\n<tool_call>\n{"name": "get_weather", "arguments": ${json(nested)}}\n</tool_call>`,
    content: 'I will check.\n',
    calls: nestedCall,
  },
]
