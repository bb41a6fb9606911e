/** Where a program asks. */
export interface Place {
  /** The endpoint, without a slash at its end. */
  readonly baseURL: string
  /** Whether it wants a key. */
  readonly keyed: boolean
}
