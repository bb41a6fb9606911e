/** The flags that name them. */
export interface AttachmentOptions {
  readonly file: readonly string[] | undefined
  readonly attach: readonly string[] | undefined
}

/** Whether `-` is among them, which is standard input. */
export function attachesInput({ file = [], attach = [] }: AttachmentOptions): boolean {
  return file.includes('-') || attach.includes('-')
}
