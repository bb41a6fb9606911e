import { UsageError } from './usage-error.ts'

/** Which flags go with which words of a command; one that is nowhere here goes with all of them. */
export type OptionsByWord = Readonly<Record<string, readonly string[]>>

/**
 * Throws UsageError for a flag that the word of a command does not read: passed over in silence, `keys limit ann
 * --expires 1d` would look done.
 */
export function refuseOtherOptions(
  { command, word, taken }: { readonly command: string; readonly word: string; readonly taken: OptionsByWord },
  options: Readonly<Record<string, unknown>>,
): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || taken[word]?.includes(name)) continue
    const words = Object.keys(taken).filter((each) => taken[each]?.includes(name))
    if (words.length === 0) continue
    throw new UsageError(`"${command} ${word}" takes no --${name}.`, {
      command,
      advice: `It goes with ${words.map((each) => `"${command} ${each}"`).join(' and ')}.`,
    })
  }
}
