/**
 * Gathers what is written in a turn of the event loop and writes it at its end: a write to a pipe or a file waits for the
 * system, and under load a turn ends many requests.
 */
export function byTurn(write: (text: string) => void): (text: string) => void {
  let gathered = ''
  const flush = (): void => {
    const text = gathered
    gathered = ''
    write(text)
  }
  return (text) => {
    if (gathered === '') setImmediate(flush)
    gathered += text
  }
}
