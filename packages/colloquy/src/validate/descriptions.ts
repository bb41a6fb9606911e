import { messageDescriptions } from './descriptions/message-descriptions.ts'
import { optionDescriptions } from './descriptions/option-descriptions.ts'
import { replyDescriptions } from './descriptions/reply-descriptions.ts'
import { requestDescriptions } from './descriptions/request-descriptions.ts'
import { serverDescriptions } from './descriptions/server-descriptions.ts'
import type { SchemaDescription } from './schema-description.ts'

/** The comments of the protocol types as data, by the name of the schema. */
export const descriptions: Readonly<Record<string, SchemaDescription>> = {
  ...requestDescriptions,
  ...messageDescriptions,
  ...optionDescriptions,
  ...replyDescriptions,
  ...serverDescriptions,
}
