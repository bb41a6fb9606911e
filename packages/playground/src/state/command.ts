/** Something a person can have done by naming it. */
export interface Command {
  readonly name: string
  /** What kind of thing it is, such as `conversation`. */
  readonly kind: string
  /** The keys that do the same. */
  readonly keys?: string | undefined
  readonly run: () => void
  /** True where words that are not in the name mean it all the same. */
  readonly means?: ((words: string) => boolean) | undefined
}

/** Commands shown at once. */
const longest = 50

/** The commands that words mean, the likeliest first: named so from the beginning, at the beginning of a word, anywhere. */
export function meantBy(words: string, commands: readonly Command[]): readonly Command[] {
  const wanted = words.trim().toLowerCase()
  const ranked = commands.flatMap((command) => {
    const rank = rankOf(command, wanted)
    return rank === undefined ? [] : [{ command, rank }]
  })
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, longest)
    .map(({ command }) => command)
}

function rankOf({ name, means }: Command, wanted: string): number | undefined {
  const lower = name.toLowerCase()
  if (lower.startsWith(wanted)) return 0
  if (lower.includes(` ${wanted}`)) return 1
  if (wanted.split(/\s+/).every((part) => lower.includes(part))) return 2
  return means?.(wanted) === true ? 3 : undefined
}
