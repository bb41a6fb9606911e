import type { SchemaDescription } from '../schema-description.ts'

// Written by descriptions.test.ts: change the comments in protocol/ and run that test with --update.
export const optionDescriptions: Readonly<Record<string, SchemaDescription>> = {
  ChatCompletionAudioParam: {
    text: 'How a spoken answer should sound. Required when `modalities` asks for audio.',
    fields: {
      voice: 'The voice.',
      format: 'The format of `message.audio.data`.',
    },
  },
  VoiceIdsOrCustomVoice: {
    text: 'A voice by its name, or a custom one by its id.',
    fields: {},
  },
  VoiceIdsShared: {
    text: 'Names of voices; servers may know others.',
    fields: {},
  },
  CustomVoice: {
    text: 'A custom voice.',
    fields: {
      id: "The voice's id, such as `voice_1234`.",
    },
  },
  Metadata: {
    text: 'Up to 16 pairs attached to a stored completion: keys up to 64 characters, values up to 512.',
    fields: {},
  },
  ModelIdsShared: {
    text: 'Names of models that OpenAI serves, for completion in the editor; any other name may be used.',
    fields: {},
  },
  ModerationParam: {
    text: 'Asks for the conversation and the answer to be moderated in the same call.',
    fields: {
      model: 'The moderation model, such as `omni-moderation-latest`.',
      policy: 'What to do with the findings.',
    },
  },
  ModerationPolicyParam: {
    text: 'What to do with findings in the input and in the output.',
    fields: {
      input: 'For the messages of the request.',
      output: 'For the answer.',
    },
  },
  ModerationConfigParam: {
    text: 'What to do with findings.',
    fields: {
      mode: '`score` reports them, `block` stops the completion.',
    },
  },
  ModerationMode: {
    text: '`score` reports findings, `block` stops the completion.',
    fields: {},
  },
  ChatCompletionModeration: {
    text: 'What moderation found in the request and in the answer.',
    fields: {
      input: 'About the messages of the request.',
      output: 'About the answer.',
    },
  },
  ChatCompletionModerationOutcome: {
    text: 'Findings, or why there are none; tell them apart by `type`.',
    fields: {},
  },
  ChatCompletionModerationResults: {
    text: 'Moderation worked.',
    fields: {
      type: 'Always `moderation_results`.',
      model: 'The model that judged.',
      results: 'One result per judged item.',
    },
  },
  ChatCompletionModerationError: {
    text: 'Moderation failed.',
    fields: {
      type: 'Always `error`.',
      code: 'Stable reason.',
      message: 'What went wrong.',
    },
  },
  ModerationResultBody: {
    text: 'How one item was judged.',
    fields: {
      type: 'Always `moderation_result`.',
      model: 'The model that judged.',
      flagged: 'True where any category applies.',
      categories: 'For each category, whether it applies.',
      category_scores: 'For each category, the score from 0 to 1.',
      category_applied_input_types: 'For each category, the kinds of input the score rests on.',
    },
  },
  ModerationInputType: {
    text: 'A kind of input that moderation reads.',
    fields: {},
  },
  PredictionContent: {
    text: 'Text the answer will mostly repeat, such as the file being edited; matching stretches are generated faster.',
    fields: {
      type: 'Always `content`.',
      content: 'The expected text: a string, or one or more text parts.',
    },
  },
  ChatCompletionResponseFormat: {
    text: 'The form the answer must take; tell them apart by `type`.',
    fields: {},
  },
  ResponseFormatText: {
    text: 'Plain text; the default.',
    fields: {
      type: 'Always `text`.',
    },
  },
  ResponseFormatJsonObject: {
    text: 'Any JSON object. Prefer `json_schema`; with this one, say in the messages that you want JSON.',
    fields: {
      type: 'Always `json_object`.',
    },
  },
  ResponseFormatJsonSchema: {
    text: 'JSON that matches a schema.',
    fields: {
      type: 'Always `json_schema`.',
      json_schema: 'The schema and its name.',
    },
  },
  ResponseFormatJsonSchemaConfig: {
    text: 'A schema for the answer, with its name.',
    fields: {
      name: 'Letters, digits, `_` and `-`, at most 64 characters.',
      description: 'What the answer is for; the model reads it.',
      schema: 'The JSON Schema the answer must match.',
      strict: 'Force the answer to match `schema` exactly. Default false.',
    },
  },
  ResponseFormatJsonSchemaSchema: {
    text: 'A JSON Schema object.',
    fields: {},
  },
  WebSearchOptions: {
    text: 'Lets the model search the web.',
    fields: {
      user_location: 'Roughly where the user is.',
      search_context_size: 'How much of the pages the model reads. Default `medium`.',
    },
  },
  WebSearchUserLocation: {
    text: 'Roughly where the user is.',
    fields: {
      type: 'Always `approximate`.',
      approximate: 'The place.',
    },
  },
  WebSearchLocation: {
    text: 'A place, as closely as known.',
    fields: {
      country: 'Two-letter ISO 3166-1 code, such as `DE`.',
      region: 'Region in words.',
      city: 'City in words.',
      timezone: 'IANA time zone, such as `Europe/Berlin`.',
    },
  },
  WebSearchContextSize: {
    text: 'How much of the found pages the model reads.',
    fields: {},
  },
}
