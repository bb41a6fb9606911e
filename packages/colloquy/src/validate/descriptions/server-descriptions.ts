import type { SchemaDescription } from '../schema-description.ts'

// Written by descriptions.test.ts: change the comments in protocol/ and run that test with --update.
export const serverDescriptions: Readonly<Record<string, SchemaDescription>> = {
  ErrorResponse: {
    text: 'The body of every refused request.',
    fields: {
      error: 'What went wrong.',
    },
  },
  Error: {
    text: 'What went wrong.',
    fields: {
      message: 'For people: what was expected, what came, what to do.',
      type: 'The family of the error, such as `invalid_request_error`.',
      param: 'The request field at fault, as a path such as `messages[0].content`; null where no single field is.',
      code: 'Stable reason for programs; null if the server gives none.',
    },
  },
  Model: {
    text: 'A model the server offers.',
    fields: {
      id: 'The name to put in `model` of a request.',
      object: 'Always `model`.',
      created: 'When it was made, in Unix seconds.',
      owned_by: 'Who owns it.',
      shutdown_date: 'The day it will be shut down, `YYYY-MM-DD`; null if none is announced.',
      max_model_len:
        "Tokens its context holds, the prompt and the answer together. Not OpenAI's: the name is vLLM's and SGLang's. Absent where the answering side does not tell.",
    },
  },
  ListModelsResponse: {
    text: 'The models a server offers.',
    fields: {
      object: 'Always `list`.',
      data: 'The models.',
    },
  },
  DeleteModelResponse: {
    text: 'Confirms that a model is gone.',
    fields: {
      id: "The model's name.",
      object: 'Kind of the deleted object: `model`.',
      deleted: 'True where it is gone.',
    },
  },
  ChatCompletionList: {
    text: 'A page of stored completions: those created with `store: true`.',
    fields: {
      object: 'Always `list`.',
      data: 'The completions of this page.',
      first_id: 'Id of the first one; null on an empty page.',
      last_id: 'Id of the last one, to ask for the next page with `after`; null on an empty page.',
      has_more: 'Whether another page follows.',
    },
  },
  ChatCompletionMessageList: {
    text: 'A page of the messages of a stored completion.',
    fields: {
      object: 'Always `list`.',
      data: 'The messages of this page.',
      first_id: 'Id of the first one; null on an empty page.',
      last_id: 'Id of the last one, to ask for the next page with `after`; null on an empty page.',
      has_more: 'Whether another page follows.',
    },
  },
  ChatCompletionStoredMessage: {
    text: 'A message of a stored completion.',
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
      id: "The message's id.",
      content_parts: 'The text and image parts, where the message was sent in parts; else null.',
    },
  },
  ChatCompletionStoredContentPart: {
    text: 'A part of a stored message; tell them apart by `type`.',
    fields: {},
  },
  ChatCompletionDeleted: {
    text: 'Confirms that a stored completion is gone.',
    fields: {
      object: 'Always `chat.completion.deleted`.',
      id: "The completion's id.",
      deleted: 'True where it is gone.',
    },
  },
  UpdateChatCompletionRequest: {
    text: 'Changes a stored completion; only its metadata can change.',
    fields: {
      metadata: 'The new pairs, in place of the old; null removes them.',
    },
  },
  GetChatCompletionMessagesQuery: {
    text: 'Which messages of a stored completion to list.',
    fields: {
      after: 'The last id of the page before.',
      limit: 'How many per page. Default 20.',
      order: 'By time, oldest first (`asc`, the default) or newest first.',
    },
  },
  ListChatCompletionsQuery: {
    text: 'Which stored completions to list.',
    fields: {
      after: 'The last id of the page before.',
      limit: 'How many per page. Default 20.',
      order: 'By time, oldest first (`asc`, the default) or newest first.',
      model: 'Only those of this model.',
      metadata: 'Only those with these pairs; on the wire `metadata[key]=value`.',
    },
  },
}
