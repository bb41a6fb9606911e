/** Runs something later; answers how to call it off. */
export type Later = (milliseconds: number, run: () => void) => () => void

/** By a timer that keeps no process alive. */
export const later: Later = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds).unref()
  return () => clearTimeout(timer)
}
