import type { DeleteModelResponse, ErrorBody, ErrorResponse, ListModelsResponse, Model } from '../../protocol/index.ts'
import { boolean, integer, list, literal, nullable, openObject, optional, string } from '../schema-builders.ts'
import type { Schema } from '../schema.ts'

/** A model the server offers. */
export const model: Schema<Model> = openObject('Model', {
  id: string(),
  object: literal('model'),
  created: integer(),
  owned_by: string(),
  shutdown_date: optional(nullable(string())),
  max_model_len: optional(nullable(integer())),
})

/** The models a server offers. */
export const listModelsResponse: Schema<ListModelsResponse> = openObject('ListModelsResponse', {
  object: literal('list'),
  data: list(model),
})

/** Confirms that a model is gone. */
export const deleteModelResponse: Schema<DeleteModelResponse> = openObject('DeleteModelResponse', {
  id: string(),
  object: string(),
  deleted: boolean(),
})

/** What went wrong. */
export const errorBody: Schema<ErrorBody> = openObject('Error', {
  message: string(),
  type: string(),
  param: nullable(string()),
  code: nullable(string()),
})

/** The body of a refused request. */
export const errorResponse: Schema<ErrorResponse> = openObject('ErrorResponse', { error: errorBody })
