/** One call between its markers. */
export type CallBody = JsonBody | NamedBody | PythonBody | TaggedBody | BracedBody

/** `{"name": "f", "arguments": {}}`, or a list of such objects. */
export interface JsonBody {
  readonly kind: 'json'
  readonly nameKey: string
  readonly argumentsKey: string
  /** A member with a number as text that the model was taught to put first. */
  readonly idKey?: string
}

/** A header with the name, then the arguments as a JSON object. */
export interface NamedBody {
  readonly kind: 'named'
  /**
   * The headers a tool may have, the one the model was taught first. `@` stands for the name of the tool. `*` stands
   * for letters and digits that do not matter, such as the number of a call. White space may be left out or added.
   */
  readonly headers: readonly string[]
}

/** The headers of one tool. */
export function headersOf({ headers }: NamedBody, tool: string): string[] {
  return headers.map((header) => header.replaceAll('@', () => tool))
}

/** `f(a=1, b="x")`: Python's literals as arguments. */
export interface PythonBody {
  readonly kind: 'python'
}

/** Name and values between tags; values that the schema declares as strings stand there as they are. */
export interface TaggedBody {
  readonly kind: 'tagged'
  readonly beforeName: string
  /** Empty where the name ends with white space or the next tag. */
  readonly afterName: string
  readonly beforeKey: string
  readonly afterKey: string
  readonly beforeValue: string
  readonly afterValue: string
  /** Values stand on lines of their own: one line break before and one after belong to the layout. */
  readonly valuesOnLines: boolean
  /** Ends the call. */
  readonly end: string
}

/** `call:f{a:<escape>x<escape>,b:1}`: bare keys, strings as they are between marks, anything else as JSON. */
export interface BracedBody {
  readonly kind: 'braced'
  readonly beforeName: string
  /** Stands before and after a string. */
  readonly quote: string
}
