/** A tool the model decided to call; tell function calls from custom calls by `type`. */
export type ChatCompletionToolCall = ChatCompletionMessageToolCall | ChatCompletionMessageCustomToolCall

/** The tools the model decided to call, in its order. */
export type ChatCompletionMessageToolCalls = ChatCompletionToolCall[]

/** A call of a function tool. */
export interface ChatCompletionMessageToolCall {
  /** The call's id; the answering tool message repeats it as `tool_call_id`. */
  id: string
  /** Always `function`. */
  type: 'function'
  /** Which function, with which arguments. */
  function: ChatCompletionFunctionCall
  /** Vendor field: what the vendor needs back with the call, such as a thought signature. Send it back unchanged. */
  extra_content?: ExtraContent | null
}

/** A function's name and the arguments the model wrote for it. */
export interface ChatCompletionFunctionCall {
  /** The function's name. */
  name: string
  /** The arguments as JSON text. The model wrote it, so it may be invalid JSON or break the schema: check it. */
  arguments: string
}

/** A call of a custom tool. */
export interface ChatCompletionMessageCustomToolCall {
  /** The call's id; the answering tool message repeats it as `tool_call_id`. */
  id: string
  /** Always `custom`. */
  type: 'custom'
  /** Which tool, with which input. */
  custom: ChatCompletionCustomToolInput
  /** Vendor field: what the vendor needs back with the call, such as a thought signature. Send it back unchanged. */
  extra_content?: ExtraContent | null
}

/** A custom tool's name and the input the model wrote for it. */
export interface ChatCompletionCustomToolInput {
  /** The tool's name. */
  name: string
  /** The input as free text, or as text in the tool's grammar. */
  input: string
}

/** Vendor data beside a message or call, one member a vendor. Opaque: keep it and send it back. */
export interface ExtraContent {
  /** What Gemini models attach. */
  google?: GoogleExtraContent | null
  /** What other vendors attach. */
  [vendor: string]: unknown
}

/** What Gemini models attach. */
export interface GoogleExtraContent {
  /** Proof of the reasoning behind a call; the next request is refused without it. */
  thought_signature?: string | null
  /** Further members of this vendor. */
  [member: string]: unknown
}
