import type { ChatCompletionAnnotation, ChatCompletionUrlCitation } from '../../protocol/index.ts'
import { integer, literal, openObject, string } from '../schema-builders.ts'
import type { Schema } from '../schema.ts'

const urlCitation: Schema<ChatCompletionUrlCitation> = openObject('ChatCompletionUrlCitation', {
  start_index: integer(),
  end_index: integer(),
  url: string(),
  title: string(),
})

/** A citation in a reply, and in the reply when it is sent back. */
export const annotation: Schema<ChatCompletionAnnotation> = openObject('ChatCompletionAnnotation', {
  type: literal('url_citation'),
  url_citation: urlCitation,
})
