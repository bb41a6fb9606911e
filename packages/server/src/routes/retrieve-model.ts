import { NotFoundError, type ChatBackend } from 'colloquy'
import { jsonResponse } from '../answer/direct-response.ts'

/** `GET /v1/models/{id}`: one model. Ids may hold slashes and colons, written plainly or percent-encoded. */
export async function retrieveModel(backend: ChatBackend, id: string): Promise<Response> {
  const model = (await backend.models()).find((each) => each.id === id)
  if (model === undefined) {
    throw new NotFoundError(`The model \`${id}\` does not exist here. \`GET /v1/models\` lists the available models.`, {
      code: 'model_not_found',
    })
  }
  return jsonResponse(model)
}
