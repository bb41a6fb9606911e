import { NotFoundError } from 'colloquy'
import type { ChatCompletionDeleted } from 'colloquy/protocol'
import { validateMetadataUpdate } from 'colloquy/validate'
import { jsonResponse } from '../answer/direct-response.ts'
import { readJsonBody, type BodyLimits } from '../body/read-json-body.ts'
import type { CompletionStore, Page } from '../store/completion-store.ts'
import { pageQuery } from './page-query.ts'

/** The stored completions of one owner, as OpenAI's endpoints show them. */
export class StoredCompletions {
  readonly #store: CompletionStore
  readonly #owner: string

  constructor(store: CompletionStore, owner: string) {
    this.#store = store
    this.#owner = owner
  }

  /** `GET /v1/chat/completions`: a page of them, by model and metadata where asked. */
  async list(search: URLSearchParams): Promise<Response> {
    const query = pageQuery(search, ['model', 'metadata'])
    const isPossible = query.after === undefined || isPossibleId(query.after)
    const page = isPossible ? await this.#store.list(this.#owner, query) : undefined
    if (page === undefined) throw unknownCursor(query.after)
    return pageAnswer(page)
  }

  /** `GET /v1/chat/completions/{id}`. */
  async retrieve(id: string): Promise<Response> {
    return jsonResponse(await this.#found(id, () => this.#store.get(this.#owner, id)))
  }

  /** `POST /v1/chat/completions/{id}`: puts other metadata in place. */
  async update(id: string, request: Request, limits: BodyLimits): Promise<Response> {
    const { metadata } = validateMetadataUpdate(await readJsonBody(request, limits))
    return jsonResponse(await this.#found(id, () => this.#store.update(this.#owner, id, metadata ?? {})))
  }

  /** `DELETE /v1/chat/completions/{id}`. */
  async delete(id: string): Promise<Response> {
    await this.#found(id, async () => (await this.#store.delete(this.#owner, id)) || undefined)
    const deleted: ChatCompletionDeleted = { object: 'chat.completion.deleted', id, deleted: true }
    return jsonResponse(deleted)
  }

  /** `GET /v1/chat/completions/{id}/messages`: a page of the conversation it answered. */
  async messages(id: string, search: URLSearchParams): Promise<Response> {
    const { after, limit, order } = pageQuery(search, [])
    const all = [...(await this.#found(id, () => this.#store.messages(this.#owner, id)))]
    if (order === 'desc') all.reverse()
    const start = after === undefined ? 0 : all.findIndex((message) => message.id === after) + 1
    if (after !== undefined && start === 0) throw unknownCursor(after)
    return pageAnswer({ items: all.slice(start, start + limit), hasMore: all.length > start + limit })
  }

  async #found<T>(id: string, find: () => Promise<T | undefined>): Promise<T> {
    const found = isPossibleId(id) ? await find() : undefined
    if (found === undefined) throw new NotFoundError(`There is no stored completion \`${id}\`.`)
    return found
  }
}

/** `ChatCompletionList` and `ChatCompletionMessageList` of the published API. */
function pageAnswer({ items: data, hasMore }: Page<{ readonly id: string }>): Response {
  const [first, last] = [data[0], data.at(-1)]
  return jsonResponse({
    object: 'list',
    data,
    first_id: first?.id ?? null,
    last_id: last?.id ?? null,
    has_more: hasMore,
  })
}

/** No store is asked for what cannot be an id: Postgres, for one, has no text with U+0000 in it. */
function isPossibleId(id: string): boolean {
  return /^[\x21-\x7e]{1,256}$/.test(id)
}

function unknownCursor(after = ''): NotFoundError {
  return new NotFoundError(`\`after\` is \`${after}\`, which is in no page of this list.`, { param: 'after' })
}
