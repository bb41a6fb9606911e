// What `OpenAI.Chat` means as a type: openai's package has the same names there and in `OpenAI.Chat.Completions`.
export type * from './names.ts'
export type * as Completions from './names.ts'
