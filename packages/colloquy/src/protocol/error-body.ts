/** The body of every refused request (published schema `ErrorResponse`). */
export interface ErrorResponse {
  /** What went wrong. */
  error: ErrorBody
}

/** What went wrong (published schema `Error`). */
export interface ErrorBody {
  /** For people: what was expected, what came, what to do. */
  message: string
  /** The family of the error, such as `invalid_request_error`. */
  type: string
  /** The request field at fault, as a path such as `messages[0].content`; null where no single field is. */
  param: string | null
  /** Stable reason for programs; null if the server gives none. */
  code: string | null
}
