import type { SchemaDescription } from '../schema-description.ts'

// Written by descriptions.test.ts: change the comments in protocol/ and run that test with --update.
export const messageDescriptions: Readonly<Record<string, SchemaDescription>> = {
  ChatCompletionRequestMessageContentPartText: {
    text: 'Text.',
    fields: {
      type: 'Always `text`.',
      text: 'The text itself.',
      prompt_cache_breakpoint: 'Ends a reusable prompt prefix after this part.',
    },
  },
  ChatCompletionRequestMessageContentPartImage: {
    text: 'An image, by URL or inline.',
    fields: {
      type: 'Always `image_url`.',
      image_url: 'Where the image is and how closely to look at it.',
      prompt_cache_breakpoint: 'Ends a reusable prompt prefix after this part.',
    },
  },
  ChatCompletionImageUrl: {
    text: 'Where an image is and how closely to look at it.',
    fields: {
      url: 'An `https:` URL, or the image itself as a `data:` URL in base64.',
      detail: 'How closely the model looks, which sets the tokens the image costs. Default `auto`.',
    },
  },
  ImageDetail: {
    text: 'How closely the model looks at an image; `original` skips downscaling.',
    fields: {},
  },
  ChatCompletionRequestMessageContentPartAudio: {
    text: 'Recorded sound.',
    fields: {
      type: 'Always `input_audio`.',
      input_audio: 'The recording and its format.',
      prompt_cache_breakpoint: 'Ends a reusable prompt prefix after this part.',
    },
  },
  ChatCompletionInputAudio: {
    text: 'A recording and its format.',
    fields: {
      data: 'The audio file in base64.',
      format: 'The file format of `data`.',
    },
  },
  ChatCompletionRequestMessageContentPartFile: {
    text: 'A file, by id or inline.',
    fields: {
      type: 'Always `file`.',
      file: 'The file.',
      prompt_cache_breakpoint: 'Ends a reusable prompt prefix after this part.',
    },
  },
  ChatCompletionInputFile: {
    text: 'A file: either `file_id`, or `file_data` with `filename`.',
    fields: {
      filename: "The file's name, shown to the model.",
      file_data: 'The file in base64.',
      file_id: 'The id of a file uploaded before.',
    },
  },
  ChatCompletionRequestMessageContentPartRefusal: {
    text: 'What the model said when it declined; assistant messages only.',
    fields: {
      type: 'Always `refusal`.',
      refusal: 'The refusal in words.',
    },
  },
  ChatCompletionRequestSystemMessageContentPart: {
    text: 'A part of a system message.',
    fields: {},
  },
  ChatCompletionRequestUserMessageContentPart: {
    text: 'A part of a user message; tell them apart by `type`.',
    fields: {},
  },
  ChatCompletionRequestAssistantMessageContentPart: {
    text: 'A part of an assistant message: one or more texts, or exactly one refusal.',
    fields: {},
  },
  ChatCompletionRequestToolMessageContentPart: {
    text: 'A part of a tool message.',
    fields: {},
  },
  ChatCompletionRequestMessage: {
    text: 'A message of the conversation so far; tell them apart by `role`.',
    fields: {},
  },
  ChatCompletionRequestRole: {
    text: 'Who speaks in a request.',
    fields: {},
  },
  ChatCompletionRequestDeveloperMessage: {
    text: 'Instructions of the application; newer models read them where older ones read a system message.',
    fields: {
      role: 'Always `developer`.',
      content: 'The instructions: a string, or one or more text parts.',
      name: 'Tells participants of the same role apart.',
    },
  },
  ChatCompletionRequestSystemMessage: {
    text: 'Instructions that stand above what users say.',
    fields: {
      role: 'Always `system`.',
      content: 'The instructions: a string, or one or more text parts.',
      name: 'Tells participants of the same role apart.',
    },
  },
  ChatCompletionRequestUserMessage: {
    text: 'What the end user says or shows.',
    fields: {
      role: 'Always `user`.',
      content: 'A string, or one or more parts of text, image, audio or file.',
      name: 'Tells participants of the same role apart.',
    },
  },
  ChatCompletionRequestAssistantMessage: {
    text: 'What the model said before. A message of a reply fits here unchanged.',
    fields: {
      reasoning_content: 'Reasoning as text (DeepSeek, vLLM, SGLang, llama.cpp).',
      reasoning: 'Reasoning as text (OpenRouter, Groq, newer vLLM).',
      reasoning_details:
        'Reasoning in blocks, possibly encrypted or signed (OpenRouter). Order and content must survive a round trip.',
      extra_content: "Other data the vendor wants back (Gemini's thought signatures).",
      role: 'Always `assistant`.',
      content:
        'A string, or parts: one or more texts, or exactly one refusal. Required unless `tool_calls`, `function_call`, `refusal` or `audio` says something.',
      refusal: 'What the model said when it declined.',
      name: 'Tells participants of the same role apart.',
      audio: 'An earlier audio answer, by its id.',
      tool_calls: 'The calls the model made. Each needs a tool message before the next turn.',
      function_call: 'Deprecated. Use `tool_calls`. The function the model called.',
      annotations: 'Citations of an earlier reply; accepted so that the reply can be sent back as it came.',
    },
  },
  ChatCompletionRequestAssistantAudio: {
    text: 'An earlier audio answer of the model.',
    fields: {
      id: 'Id of the audio answer, from `message.audio.id` of the reply.',
    },
  },
  ChatCompletionRequestToolMessage: {
    text: 'The outcome of a tool call.',
    fields: {
      role: 'Always `tool`.',
      content: 'The outcome: a string, or one or more text parts.',
      tool_call_id: 'The `id` of the call this answers.',
      name: "The tool's name; some chat templates print it.",
    },
  },
  ChatCompletionRequestFunctionMessage: {
    text: 'Deprecated. Use `ChatCompletionRequestToolMessage`. The outcome of a function call.',
    fields: {
      role: 'Always `function`.',
      content: 'The outcome.',
      name: 'The name of the function that was called.',
    },
  },
  PromptCacheBreakpointParam: {
    text: 'Marks the exact end of a reusable prompt prefix.',
    fields: {
      mode: 'Always `explicit`.',
      ttl: 'How long the prefix is kept, where it differs from `prompt_cache_options.ttl`.',
    },
  },
  PromptCacheOptionsParam: {
    text: 'How the prompt cache is used for one request.',
    fields: {
      mode: '`implicit` (the default) lets the server choose one breakpoint; `explicit` uses only those in the messages.',
      ttl: 'Least lifetime of each breakpoint this request writes. Default `30m`.',
    },
  },
  PromptCacheModeEnum: {
    text: 'Who chooses the cache breakpoints: the server, or the request alone.',
    fields: {},
  },
  PromptCacheTTLEnum: {
    text: 'Lifetime of a cached prompt prefix.',
    fields: {},
  },
  PromptCacheRetention: {
    text: 'How long prompt prefixes stay cached; replaced by `prompt_cache_options.ttl`.',
    fields: {},
  },
  ReasoningFields: {
    text: "Vendor fields that carry the model's reasoning. No published schema has them, and each server sends others. All are kept as they come, and sent back with the message.",
    fields: {
      reasoning_content: 'Reasoning as text (DeepSeek, vLLM, SGLang, llama.cpp).',
      reasoning: 'Reasoning as text (OpenRouter, Groq, newer vLLM).',
      reasoning_details:
        'Reasoning in blocks, possibly encrypted or signed (OpenRouter). Order and content must survive a round trip.',
      extra_content: "Other data the vendor wants back (Gemini's thought signatures).",
    },
  },
  ReasoningDetail: {
    text: 'One block of reasoning.',
    fields: {
      type: 'Kind of block, such as `reasoning.text`, `reasoning.summary` or `reasoning.encrypted`.',
      id: "The block's id.",
      format: "The vendor's format of the block.",
      index: "The block's place, counted from 0; fragments of one block in a stream share it.",
      text: 'Reasoning in words.',
      summary: 'A summary of the reasoning.',
      data: 'Encrypted reasoning.',
      signature: 'Signature of the block.',
    },
  },
  ChatCompletionToolCall: {
    text: 'A tool the model decided to call; tell function calls from custom calls by `type`.',
    fields: {},
  },
  ChatCompletionMessageToolCalls: {
    text: 'The tools the model decided to call, in its order.',
    fields: {},
  },
  ChatCompletionMessageToolCall: {
    text: 'A call of a function tool.',
    fields: {
      id: "The call's id; the answering tool message repeats it as `tool_call_id`.",
      type: 'Always `function`.',
      function: 'Which function, with which arguments.',
      extra_content:
        'Vendor field: what the vendor needs back with the call, such as a thought signature. Send it back unchanged.',
    },
  },
  ChatCompletionFunctionCall: {
    text: "A function's name and the arguments the model wrote for it.",
    fields: {
      name: "The function's name.",
      arguments:
        'The arguments as JSON text. The model wrote it, so it may be invalid JSON or break the schema: check it.',
    },
  },
  ChatCompletionMessageCustomToolCall: {
    text: 'A call of a custom tool.',
    fields: {
      id: "The call's id; the answering tool message repeats it as `tool_call_id`.",
      type: 'Always `custom`.',
      custom: 'Which tool, with which input.',
      extra_content:
        'Vendor field: what the vendor needs back with the call, such as a thought signature. Send it back unchanged.',
    },
  },
  ChatCompletionCustomToolInput: {
    text: "A custom tool's name and the input the model wrote for it.",
    fields: {
      name: "The tool's name.",
      input: "The input as free text, or as text in the tool's grammar.",
    },
  },
  ExtraContent: {
    text: 'Vendor data beside a message or call, one member a vendor. Opaque: keep it and send it back.',
    fields: {
      google: 'What Gemini models attach.',
    },
  },
  GoogleExtraContent: {
    text: 'What Gemini models attach.',
    fields: {
      thought_signature: 'Proof of the reasoning behind a call; the next request is refused without it.',
    },
  },
}
