import type { ChatBackend } from 'colloquy'
import type { ListModelsResponse } from 'colloquy/protocol'
import { jsonResponse } from '../answer/direct-response.ts'

/** `GET /v1/models`: the models the backend answers for. */
export async function listModels(backend: ChatBackend): Promise<Response> {
  const list: ListModelsResponse = { object: 'list', data: [...(await backend.models())] }
  return jsonResponse(list)
}
