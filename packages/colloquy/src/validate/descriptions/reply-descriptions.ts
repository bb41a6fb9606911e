import type { SchemaDescription } from '../schema-description.ts'

// Written by descriptions.test.ts: change the comments in protocol/ and run that test with --update.
export const replyDescriptions: Readonly<Record<string, SchemaDescription>> = {
  CreateChatCompletionStreamResponse: {
    text: 'A piece of a streamed answer.',
    fields: {
      id: 'Id of the completion, the same in each chunk.',
      object: 'Always `chat.completion.chunk`.',
      created: 'When the completion began, in Unix seconds, the same in each chunk.',
      model: 'The model that answers.',
      choices: 'Additions to the choices; empty in the chunk that carries `usage` or `moderation`.',
      usage: 'With `stream_options.include_usage`: null until the last chunk, which carries the whole count.',
      obfuscation: 'Random characters that even out the size of chunks, against eavesdropping on lengths.',
      service_tier: 'The tier that serves the request; may differ from the one asked for.',
      system_fingerprint:
        "Deprecated. Identifies the server's configuration: with the same `seed`, answers repeat while it stays the same.",
      moderation: 'What moderation found, where the request asked for it.',
    },
  },
  ChatCompletionChunkChoice: {
    text: 'An addition to one choice.',
    fields: {
      index: "The choice's place, counted from 0.",
      delta: 'What is new in its message.',
      finish_reason: 'Why the choice ended; null while it goes on.',
      logprobs: 'How likely each new token was.',
    },
  },
  ChatCompletionStreamResponseDelta: {
    text: 'What is new in a message. Strings are appended, tool calls are joined by `index`.',
    fields: {
      reasoning_content: 'Reasoning as text (DeepSeek, vLLM, SGLang, llama.cpp).',
      reasoning: 'Reasoning as text (OpenRouter, Groq, newer vLLM).',
      reasoning_details:
        'Reasoning in blocks, possibly encrypted or signed (OpenRouter). Order and content must survive a round trip.',
      extra_content: "Other data the vendor wants back (Gemini's thought signatures).",
      role: 'Who speaks; in the first delta of a choice.',
      content: 'New text.',
      refusal: 'New text of a refusal.',
      tool_calls: 'New pieces of tool calls.',
      audio: 'New pieces of a spoken answer.',
      function_call: 'Deprecated. Read `tool_calls`. New pieces of a function call.',
    },
  },
  ChatCompletionMessageToolCallChunk: {
    text: 'A piece of a tool call. The first one brings `id`, `type` and the name; later ones add to the text.',
    fields: {
      index: "The call's place among the message's calls, counted from 0.",
      id: "The call's id.",
      type: 'Kind of call.',
      function: "The function's name and a piece of its arguments.",
      custom: "The custom tool's name and a piece of its input.",
      extra_content: 'Vendor field: what the vendor needs back with the call, such as a thought signature.',
    },
  },
  ChatCompletionFunctionCallDelta: {
    text: 'A piece of a function call.',
    fields: {
      name: "The function's name.",
      arguments: "A piece of the arguments' JSON text.",
    },
  },
  ChatCompletionCustomToolInputDelta: {
    text: 'A piece of a custom tool call.',
    fields: {
      name: "The tool's name.",
      input: 'A piece of the input.',
    },
  },
  ChatCompletionDeltaAudio: {
    text: 'A piece of a spoken answer.',
    fields: {
      id: 'Id to send back in `messages[].audio.id`.',
      expires_at: 'When the server forgets the audio, in Unix seconds.',
      data: 'A piece of the sound in base64.',
      transcript: 'A piece of what is said.',
    },
  },
  CreateChatCompletionResponse: {
    text: 'The whole answer to a request that did not stream.',
    fields: {
      id: 'Unique id of this completion.',
      object: 'Always `chat.completion`.',
      created: 'When it was made, in Unix seconds.',
      model: 'The model that answered.',
      choices: 'The answers: `n` of them.',
      usage: 'Tokens the request cost; some servers leave it out.',
      service_tier: 'The tier that served the request; may differ from the one asked for.',
      system_fingerprint:
        "Deprecated. Identifies the server's configuration: with the same `seed`, answers repeat while it stays the same.",
      metadata: 'The pairs stored with the completion.',
      moderation: 'What moderation found, where the request asked for it.',
    },
  },
  ChatCompletionChoice: {
    text: 'One answer.',
    fields: {
      index: 'Its place among the choices, counted from 0.',
      message: 'What the model said.',
      finish_reason: 'Why it stopped.',
      logprobs: 'How likely each token was; null unless the request set `logprobs`.',
    },
  },
  ChatCompletionFinishReason: {
    text: 'Why the model stopped: `stop` at a natural end or a stop sequence, `length` at a token limit, `tool_calls` to call tools, `content_filter` where content was left out, `function_call` (deprecated) to call a function.',
    fields: {},
  },
  ChatCompletionLogprobs: {
    text: "Log probabilities of one choice's tokens.",
    fields: {
      content: 'One entry per token of `content`; null if there is none.',
      refusal: 'One entry per token of `refusal`; null if there is none.',
    },
  },
  ChatCompletionTokenLogprob: {
    text: 'A generated token, how likely it was, and what else was likely in its place.',
    fields: {
      token: "The token's text.",
      logprob: 'Natural logarithm of its probability; -9999 stands for "very unlikely".',
      bytes: "The token's UTF-8 bytes. A character may be split over several tokens: join bytes before decoding.",
      top_logprobs: 'The most likely tokens in this place, best first; as many as `top_logprobs` asked for, or fewer.',
    },
  },
  ChatCompletionTopLogprob: {
    text: 'A token and how likely it was.',
    fields: {
      token: "The token's text.",
      logprob: 'Natural logarithm of its probability; -9999 stands for "very unlikely".',
      bytes: "The token's UTF-8 bytes. A character may be split over several tokens: join bytes before decoding.",
    },
  },
  ChatCompletionResponseMessage: {
    text: 'What the model said. Append it to `messages` as it is to go on with the conversation.',
    fields: {
      reasoning_content: 'Reasoning as text (DeepSeek, vLLM, SGLang, llama.cpp).',
      reasoning: 'Reasoning as text (OpenRouter, Groq, newer vLLM).',
      reasoning_details:
        'Reasoning in blocks, possibly encrypted or signed (OpenRouter). Order and content must survive a round trip.',
      extra_content: "Other data the vendor wants back (Gemini's thought signatures).",
      role: 'Always `assistant`.',
      content: 'The text; null where the model only called tools or refused.',
      refusal: 'The refusal in words; null where the model did not refuse.',
      tool_calls: 'The calls the model made; absent if it made none.',
      annotations: 'Sources the text cites.',
      audio: 'The spoken answer, where `modalities` asked for audio.',
      function_call:
        'Deprecated. Read `tool_calls`. The function the model called, where the request used `functions`.',
    },
  },
  ChatCompletionAnnotation: {
    text: 'A web page the text cites.',
    fields: {
      type: 'Always `url_citation`.',
      url_citation: 'The page and the cited stretch of text.',
    },
  },
  ChatCompletionUrlCitation: {
    text: 'A web page and the stretch of `content` that cites it.',
    fields: {
      start_index: 'Index of the first cited character in `content`.',
      end_index: 'Index of the last cited character in `content`.',
      url: "The page's address.",
      title: "The page's title.",
    },
  },
  ChatCompletionResponseAudio: {
    text: 'A spoken answer.',
    fields: {
      id: 'Id to send back in `messages[].audio.id`.',
      expires_at: 'When the server forgets the audio, in Unix seconds.',
      data: 'The sound in base64, in the format the request asked for.',
      transcript: 'What is said.',
    },
  },
  CompletionUsage: {
    text: 'Tokens the request cost, over all choices.',
    fields: {
      prompt_tokens: 'Tokens of the prompt, counted once however many choices.',
      completion_tokens: 'Tokens generated, summed over the choices.',
      total_tokens: '`prompt_tokens` + `completion_tokens`.',
      prompt_tokens_details: "What the prompt's tokens were.",
      completion_tokens_details: 'What the generated tokens were.',
    },
  },
  PromptTokensDetails: {
    text: "What the prompt's tokens were.",
    fields: {
      audio_tokens: 'Audio tokens. Default 0.',
      cached_tokens: 'Tokens found in the prompt cache. Default 0.',
      text_tokens: 'Text tokens.',
      image_tokens: 'Image tokens.',
      cache_write_tokens: 'Tokens written to the prompt cache. Default 0.',
    },
  },
  CompletionTokensDetails: {
    text: 'What the generated tokens were.',
    fields: {
      accepted_prediction_tokens: 'Tokens of `prediction` that appear in the answer. Default 0.',
      audio_tokens: 'Audio tokens. Default 0.',
      reasoning_tokens: 'Tokens of reasoning, hidden or shown. Default 0.',
      text_tokens: 'Text tokens.',
      rejected_prediction_tokens:
        'Tokens of `prediction` that do not appear in the answer; they count and are billed all the same. Default 0.',
    },
  },
}
