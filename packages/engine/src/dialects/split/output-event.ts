/** What the model's output means, piece by piece. */
export type OutputEvent =
  | {
      readonly type: 'content'
      readonly text: string
      /** Where in all the text pushed so far `text` begins, in UTF-16 units, texts of mark tokens included. */
      readonly at: number
    }
  | { readonly type: 'reasoning'; readonly text: string }
  /** A call of a declared tool begins. `index` counts the message's calls from 0. */
  | { readonly type: 'tool-call-start'; readonly index: number; readonly id: string; readonly name: string }
  /** More of the arguments; all pieces of a call together are the JSON text of an object. */
  | { readonly type: 'tool-call-arguments'; readonly index: number; readonly text: string }
  /** The call is complete. A call that was cut short has no end. */
  | { readonly type: 'tool-call-end'; readonly index: number }
