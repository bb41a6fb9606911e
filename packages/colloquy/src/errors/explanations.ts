import type { ErrorCode } from './error-table.ts'

/** What each code means and what to do about it: the text of the error pages. The client does not import it. */
export const explanations: Record<ErrorCode, string> = {
  invalid_json: 'The body is not JSON. Check quotes and commas, and send `content-type: application/json`.',
  invalid_type: 'A field has a value of the wrong type. `param` is its path; the message names the expected type.',
  invalid_value: 'A field has a value that is not allowed. `param` is its path; the message says which values are.',
  missing_required_parameter: 'A required field is missing. `param` is its path; add it.',
  unknown_parameter: 'The request has an unknown field, often a typing error. Remove it or correct its name.',
  unsupported_parameter:
    'The field exists, but this model or server cannot honour it. Remove it or choose another model.',
  unsupported_value:
    'The field is known, but this model or server cannot honour this value. The message names the values it supports.',
  parameter_needs_another:
    'A field has no meaning without another one, which the message names. Set that too, or leave both out. Servers send `null` as the code.',
  invalid_parameter_combination: 'Two fields contradict each other. Keep the one you mean.',
  decimal_above_max_value: 'A number is above its maximum. The message states the range.',
  decimal_below_min_value: 'A number is below its minimum. The message states the range.',
  integer_above_max_value: 'An integer is above its maximum. The message states the range.',
  integer_below_min_value: 'An integer is below its minimum. The message states the range.',
  string_above_max_length: 'A string is too long. The message states the limit.',
  array_above_max_length: 'A list has too many entries. The message states the limit.',
  object_above_max_properties: 'An object has too many properties. The message states the limit.',
  empty_array: 'A list that needs at least one entry is empty. Add one, or leave the field out if it is optional.',
  context_length_exceeded:
    'The prompt and the answer do not fit into the context together. Shorten or drop messages, lower `max_completion_tokens`, or use a model with a longer context.',
  invalid_api_key:
    'The key is missing, malformed or unknown to the server. Set `apiKey` or `OPENAI_API_KEY` for this server.',
  permission_denied:
    'The key is valid but not allowed to do this. Ask the operator for permission, or use another key or model.',
  not_found:
    'The path or the stored object does not exist. Check `baseURL` (most servers need `/v1` at its end) and the id.',
  model_not_found: 'The server has no model of this name. List the available ones with `client.models.list()`.',
  conflict: 'Another request is changing the same object. Read it again and repeat the change.',
  rate_limit_exceeded:
    'Too many requests for now. Wait `retryAfter` seconds; spread requests out or ask for a higher limit.',
  insufficient_quota:
    'The account has no credit left. Waiting does not help, so it is never retried. Check the plan and billing.',
  server_error:
    'The server failed. The client has retried if that was safe; quote `requestId` to the server’s operator.',
  overloaded: 'The server is busy. Try again after `retryAfter` seconds, or add capacity.',
  store_unavailable:
    'The server cannot reach its store of keys, limits and completions, which this request needs. Try again after `retryAfter` seconds; the server’s log has the reason.',
  connection_failed:
    'There was no connection, or it broke before the answer. Check `baseURL`, the network, and whether the server runs.',
  timeout:
    'The server was silent for longer than `timeout` allows. `phase` names the limit; raise that one if the model is merely slow.',
  aborted:
    'Your signal was aborted or the stream was closed. `cause` is the reason you gave; `partial` is the answer as far as it had arrived.',
  stream_truncated:
    'The stream ended before the answer was complete. `partial` is the answer as far as it had arrived; send the request again.',
  invalid_response:
    'The response is not a chat completion. Check that `baseURL` is that of an OpenAI-compatible API and that no proxy answers with a page of its own. `body` is the beginning of the response.',
  response_too_large: 'The answer is larger than `maxResponseBytes`. Raise that limit if you expect such answers.',
  redirect_refused:
    'The server redirects to another address. Your key and prompt are not sent there without your consent: if you trust the address, set `baseURL` to it.',
  callback_failed:
    'Your own code threw: middleware, a hook, a listener of a run, a schema’s validation, a getter of the request. `cause` is what it threw. The request is not retried.',
  model_not_downloaded:
    'The model is not on this machine, and downloads are turned off. Download it once while online.',
  model_source_unreachable:
    'The source of the model does not respond. Check the network and the proxy, or name a local file.',
  model_checksum_mismatch:
    'The downloaded file is not the one that was published. It was discarded: download it again.',
  model_file_invalid: 'The file is not a GGUF model, or it is damaged. Download it again or name another.',
  model_storage_failed:
    'The model could not be written. Check the free space and the permissions of the models directory.',
  engine_unavailable: 'The engine cannot run on this machine. The message names the missing part and how to get it.',
}
