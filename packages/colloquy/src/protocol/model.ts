/** A model the server offers. */
export interface Model {
  /** The name to put in `model` of a request. */
  id: string
  /** Always `model`. */
  object: 'model'
  /** When it was made, in Unix seconds. */
  created: number
  /** Who owns it. */
  owned_by: string
  /** The day it will be shut down, `YYYY-MM-DD`; null if none is announced. */
  shutdown_date?: string | null
  /**
   * Tokens its context holds, the prompt and the answer together. Not OpenAI's: the name is vLLM's and SGLang's. Absent
   * where the answering side does not tell.
   */
  max_model_len?: number | null
}

/** The models a server offers. */
export interface ListModelsResponse {
  /** Always `list`. */
  object: 'list'
  /** The models. */
  data: Model[]
}

/** Confirms that a model is gone. */
export interface DeleteModelResponse {
  /** The model's name. */
  id: string
  /** Kind of the deleted object: `model`. */
  object: string
  /** True where it is gone. */
  deleted: boolean
}
