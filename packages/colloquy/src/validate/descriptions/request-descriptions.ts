import type { SchemaDescription } from '../schema-description.ts'

// Written by descriptions.test.ts: change the comments in protocol/ and run that test with --update.
export const requestDescriptions: Readonly<Record<string, SchemaDescription>> = {
  CreateChatCompletionRequest: {
    text: 'A conversation and how the model should answer it.',
    fields: {
      metadata: 'Pairs to keep with the completion; needs `store: true`.',
      top_logprobs: 'How many of the likeliest tokens to report at each position, 0 to 20; needs `logprobs: true`.',
      temperature:
        'Randomness of the answer: 0 picks the likeliest token, 2 is wild. Default 1. Change this or `top_p`, not both.',
      top_p: 'Choose only among the likeliest tokens that together have this probability: 0 to 1. Default 1.',
      user: 'Deprecated. Use `safety_identifier` and `prompt_cache_key`. A stable id of the end user.',
      safety_identifier:
        'A stable id of the end user, to detect abuse; at most 64 characters. Hash names and addresses first.',
      prompt_cache_key: 'Requests with the same key are routed to the same prompt cache.',
      prompt_cache_retention: 'Deprecated. Use `prompt_cache_options.ttl`. How long prompt prefixes stay cached.',
      prompt_cache_options: 'How to use the prompt cache.',
      messages: 'The conversation so far, oldest first; at least one message.',
      model: "The model to use: one of those in the server's model list.",
      stream: 'Stream the answer in chunks. Default false.',
      stream_options: 'What the stream contains besides the answer; only with `stream: true`.',
      max_completion_tokens:
        'Maximum tokens to generate, reasoning included; at least 1. Default: what the context has left.',
      max_tokens: 'Deprecated. Use `max_completion_tokens`. Maximum tokens to generate; at least 1.',
      n: 'How many answers to generate, 1 to 128. Default 1.',
      stop: 'Texts that end the answer where they would appear; they are not part of it. Default none.',
      response_format: "The format the answer must have. Default `{ type: 'text' }`.",
      tools: 'The tools the model may call.',
      tool_choice: 'Whether the model may, must or must not call tools. Default `auto` with tools, otherwise `none`.',
      parallel_tool_calls: 'Whether the model may call several tools in one turn. Default true.',
      frequency_penalty: 'Makes tokens less likely the more often they have appeared: -2 to 2. Default 0.',
      presence_penalty: 'Makes tokens less likely once they have appeared: -2 to 2. Default 0.',
      logit_bias: 'Added to the logits of tokens: token id → -100 (never) to 100 (always). Default none.',
      logprobs: 'Report how likely each token was. Default false.',
      seed: 'Deprecated. Still in beta at OpenAI. With the same seed and parameters, answers repeat as far as the server can make them.',
      reasoning_effort: 'How much the model reasons before it answers. Default `medium`.',
      verbosity: 'How long the answer should be. Default `medium`.',
      modalities: "Kinds of output. Default `['text']`; `audio` needs the field of that name.",
      audio: 'How a spoken answer should sound; required when `modalities` has `audio`.',
      prediction: 'Text that the answer will mostly repeat, so that it can be written faster.',
      web_search_options: 'Lets the model search the web.',
      moderation: 'Asks for moderation of the conversation and the answer.',
      service_tier: 'How the request is served. Default `auto`.',
      store: 'Keep the completion on the server, so that it can be listed and read again. Default false.',
      function_call: 'Deprecated. Use `tool_choice`. Whether the model may call functions, or which one it must.',
      functions: 'Deprecated. Use `tools`. The functions the model may call, 1 to 128.',
      continue_final_message:
        "Continue the last message, which must be the assistant's; the answer is what follows it. Default false. Not part of OpenAI's API, but known to vLLM, SGLang and llama.cpp; vLLM also needs `add_generation_prompt: false`.",
      add_generation_prompt:
        "Start a new assistant message. Default true; false only with `continue_final_message`. Part of vLLM's API, not OpenAI's.",
    },
  },
  CreateModelResponseProperties: {
    text: 'Fields that every request for a model response has, as chat completions extend them.',
    fields: {
      metadata: 'Pairs to keep with the completion; needs `store: true`.',
      top_logprobs: 'How many of the likeliest tokens to report at each position, 0 to 20; needs `logprobs: true`.',
      temperature:
        'Randomness of the answer: 0 picks the likeliest token, 2 is wild. Default 1. Change this or `top_p`, not both.',
      top_p: 'Choose only among the likeliest tokens that together have this probability: 0 to 1. Default 1.',
      user: 'Deprecated. Use `safety_identifier` and `prompt_cache_key`. A stable id of the end user.',
      safety_identifier:
        'A stable id of the end user, to detect abuse; at most 64 characters. Hash names and addresses first.',
      prompt_cache_key: 'Requests with the same key are routed to the same prompt cache.',
      prompt_cache_retention: 'Deprecated. Use `prompt_cache_options.ttl`. How long prompt prefixes stay cached.',
      prompt_cache_options: 'How to use the prompt cache.',
    },
  },
  ModelResponseProperties: {
    text: 'Fields that every request for a model response has.',
    fields: {
      metadata: 'Pairs to keep with the completion; needs `store: true`.',
      top_logprobs: 'How many of the likeliest tokens to report at each position, 0 to 20; needs `logprobs: true`.',
      temperature:
        'Randomness of the answer: 0 picks the likeliest token, 2 is wild. Default 1. Change this or `top_p`, not both.',
      top_p: 'Choose only among the likeliest tokens that together have this probability: 0 to 1. Default 1.',
      user: 'Deprecated. Use `safety_identifier` and `prompt_cache_key`. A stable id of the end user.',
      safety_identifier:
        'A stable id of the end user, to detect abuse; at most 64 characters. Hash names and addresses first.',
      prompt_cache_key: 'Requests with the same key are routed to the same prompt cache.',
      prompt_cache_retention: 'Deprecated. Use `prompt_cache_options.ttl`. How long prompt prefixes stay cached.',
    },
  },
  ChatCompletionStreamOptions: {
    text: 'What a stream contains besides the answer.',
    fields: {
      include_usage: 'Send a last chunk with `usage` and no choices. Default false.',
      include_obfuscation:
        "Add random characters, so that the sizes of chunks reveal nothing about the text. Default: the server's choice.",
    },
  },
  StopConfiguration: {
    text: 'Texts that end the answer: one, or up to 4.',
    fields: {},
  },
  ParallelToolCalls: {
    text: 'Whether the model may call several tools in one turn.',
    fields: {},
  },
  ReasoningEffort: {
    text: 'How much the model reasons before it answers.',
    fields: {},
  },
  Verbosity: {
    text: 'How long the answer should be.',
    fields: {},
  },
  ResponseModalities: {
    text: 'Kinds of output to generate.',
    fields: {},
  },
  ServiceTier: {
    text: "How a request is served: speed, price and queue. `auto` takes the project's setting.",
    fields: {},
  },
  ChatCompletionToolChoiceOption: {
    text: 'Whether the model may, must or must not call tools, and which; the modes are strings, the rest tells by `type`.',
    fields: {},
  },
  ChatCompletionToolChoiceMode: {
    text: '`none`: no tool. `auto`: the model decides. `required`: at least one tool.',
    fields: {},
  },
  ChatCompletionNamedToolChoice: {
    text: 'Forces one function tool.',
    fields: {
      type: 'Always `function`.',
      function: 'The function to call.',
    },
  },
  ChatCompletionNamedToolChoiceCustom: {
    text: 'Forces one custom tool.',
    fields: {
      type: 'Always `custom`.',
      custom: 'The tool to call.',
    },
  },
  ChatCompletionToolName: {
    text: 'The name of a tool in `tools`.',
    fields: {
      name: 'The name of a tool in `tools`.',
    },
  },
  ChatCompletionAllowedToolsChoice: {
    text: 'Narrows the tools for this turn without changing `tools`, so that a cached prompt stays valid.',
    fields: {
      type: 'Always `allowed_tools`.',
      allowed_tools: 'The tools and whether one must be called.',
    },
  },
  ChatCompletionAllowedTools: {
    text: 'The tools of this turn and whether one must be called.',
    fields: {
      mode: '`auto`: any of them or a plain answer. `required`: at least one of them.',
      tools: 'References to tools in `tools`.',
    },
  },
  ChatCompletionAllowedTool: {
    text: "A reference to a tool in `tools`: `{ type: 'function', function: { name } }` or `{ type: 'custom', custom: { name } }`. The published schema leaves its members open.",
    fields: {},
  },
  ChatCompletionFunctionCallOption: {
    text: 'Deprecated. Use `ChatCompletionNamedToolChoice`. Forces one function.',
    fields: {
      name: 'The name of a function in `functions`.',
    },
  },
  ChatCompletionRequestTool: {
    text: 'A tool the model may call; tell them apart by `type`.',
    fields: {},
  },
  ChatCompletionTool: {
    text: 'A function the model may call with JSON arguments.',
    fields: {
      type: 'Always `function`.',
      function: 'The function.',
    },
  },
  FunctionObject: {
    text: 'A function the model may call.',
    fields: {
      name: 'Letters, digits, `_` and `-`, at most 64 characters; unique among the tools.',
      description: 'What the function does; the model reads it to decide when and how to call.',
      parameters: 'JSON Schema of the arguments. Left out: the function takes none.',
      strict: 'Force the arguments to match `parameters` exactly. Default false.',
    },
  },
  FunctionParameters: {
    text: "A JSON Schema object that describes a function's arguments.",
    fields: {},
  },
  CustomToolChatCompletions: {
    text: 'A tool the model calls with text, free or in a grammar.',
    fields: {
      type: 'Always `custom`.',
      custom: 'The tool.',
    },
  },
  CustomTool: {
    text: 'A tool the model calls with text.',
    fields: {
      name: 'Letters, digits, `_` and `-`, at most 64 characters; unique among the tools.',
      description: 'What the tool does; the model reads it to decide when and how to call.',
      format: "The input's format. Default: free text.",
    },
  },
  CustomToolFormat: {
    text: "The format of a custom tool's input; tell them apart by `type`.",
    fields: {},
  },
  CustomToolTextFormat: {
    text: 'Free text.',
    fields: {
      type: 'Always `text`.',
    },
  },
  CustomToolGrammarFormat: {
    text: 'Text in a grammar.',
    fields: {
      type: 'Always `grammar`.',
      grammar: 'The grammar.',
    },
  },
  CustomToolGrammar: {
    text: 'A grammar the input must match.',
    fields: {
      definition: "The grammar's text.",
      syntax: 'The language of `definition`.',
    },
  },
  ChatCompletionFunctions: {
    text: 'Deprecated. Use `FunctionObject` in `tools`. A function the model may call.',
    fields: {
      name: 'Letters, digits, `_` and `-`, at most 64 characters; unique among the functions.',
      description: 'What the function does; the model reads it to decide when and how to call.',
      parameters: 'JSON Schema of the arguments. Left out: the function takes none.',
    },
  },
}
