/** Runs something after a delay; the function it returns cancels that. */
export type Later = (milliseconds: number, run: () => void) => () => void

/** Uses a timer that does not keep the process alive. */
export const later: Later = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds).unref()
  return () => clearTimeout(timer)
}
