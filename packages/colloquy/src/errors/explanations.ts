import type { ErrorCode } from './error-table.ts'

/** What each code means and what to do about it: the text of the error pages. The client does not import it. */
export const explanations: Record<ErrorCode, string> = {
  invalid_json: 'The body is not JSON. Check quotes and commas, and send `content-type: application/json`.',
  invalid_type: 'A field has a value of the wrong type. `param` is its path; the message tells the type expected.',
  invalid_value:
    'A field has a value outside its list or form. `param` is its path; the message lists what is allowed.',
  missing_required_parameter: 'A required field is absent. `param` is its path; add it.',
  unknown_parameter: 'The request has a field nobody knows, often a typing error. Remove it or correct its name.',
  unsupported_parameter:
    'The field exists, but this model or server cannot honour it. Remove it or choose another model.',
  unsupported_value:
    'The field is known, but this model or server cannot honour this value. The message names what it can.',
  parameter_needs_another:
    'A field says nothing without another one, which the message names. Set that too, or leave both out. Servers send `null` for this code.',
  invalid_parameter_combination: 'Two fields contradict each other. Keep the one you mean.',
  decimal_above_max_value: 'A number is above its maximum. The message tells the range.',
  decimal_below_min_value: 'A number is below its minimum. The message tells the range.',
  integer_above_max_value: 'An integer is above its maximum. The message tells the range.',
  integer_below_min_value: 'An integer is below its minimum. The message tells the range.',
  string_above_max_length: 'A string is too long. The message tells the limit.',
  array_above_max_length: 'A list has too many entries. The message tells the limit.',
  object_above_max_properties: 'An object has too many members. The message tells the limit.',
  empty_array: 'A list that needs an entry is empty. Add one, or leave the field out where it is optional.',
  context_length_exceeded:
    'Prompt and answer do not fit the context. Shorten or drop messages, lower `max_completion_tokens`, or use a model with a longer context.',
  invalid_api_key:
    'The key is missing, malformed or unknown to the server. Set `apiKey` or `OPENAI_API_KEY` for this server.',
  permission_denied:
    'The key is valid but may not do this. Ask the operator for the right, or use another key or model.',
  not_found:
    'The path or the stored object does not exist. Check `baseURL` (most servers want `/v1` at its end) and the id.',
  model_not_found: 'The server has no model of this name. List the names with `client.models.list()`.',
  conflict: 'Another request changes the same object. Read it again and repeat the change.',
  rate_limit_exceeded:
    'Too many requests for now. Wait `retryAfter` seconds; spread requests out or ask for a higher limit.',
  insufficient_quota:
    'The account has no credit left. Waiting does not help, so it is never retried: check plan and billing.',
  server_error: 'The server failed. The client has tried again where that was safe; quote `requestId` to its operator.',
  overloaded: 'The server has no room for the request now. Try again after `retryAfter` seconds, or add capacity.',
  store_unavailable:
    'The server cannot reach what it keeps keys, limits and completions in, so it answers nobody for now. Try again after `retryAfter` seconds; its operator finds the reason in the log.',
  connection_failed:
    'No connection, or it broke before the answer. Check `baseURL`, the network, and that the server runs.',
  timeout:
    'The other side was silent for longer than `timeout` allows. `phase` names the limit: raise that one if the model is merely slow.',
  aborted:
    'Your signal was aborted or the stream was closed. `cause` is the reason given; `partial` holds what had come.',
  stream_truncated:
    'The stream ended before the answer was complete. `partial` holds what had come; send the request again.',
  invalid_response:
    'The answer is not a chat completion. Check that `baseURL` names an OpenAI-compatible API and no proxy page stands in between; `body` holds its beginning.',
  response_too_large: 'The answer passed `maxResponseBytes`. Raise it if such answers are meant.',
  redirect_refused:
    'The server sends the request elsewhere. Key and prompt go to no other address unasked: set `baseURL` to the new one if you trust it.',
  callback_failed:
    'Code of your own threw: middleware, a hook, a listener of a run, the check of a schema, a getter of the request. `cause` is what it threw; nothing is tried again.',
  model_not_downloaded: 'The model is not on this machine and may not be fetched now. Download it once while online.',
  model_source_unreachable:
    'The place the model comes from does not answer. Check network and proxy, or name a local file.',
  model_checksum_mismatch:
    'The downloaded file is not the one that was published. It was discarded: download it again.',
  model_file_invalid: 'The file is no GGUF model, or it is damaged. Download it again or name another.',
  model_storage_failed: 'The model could not be written. Check free space and rights of the models directory.',
  engine_unavailable: 'The engine cannot run on this machine. The message names the missing part and how to get it.',
}
