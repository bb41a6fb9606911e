import type { SpecialToken } from './tokenizer.ts'

/** The markers of a vocabulary that user text must not be able to write. */
export interface SteeringTokens {
  /** Texts, longest first, as the native tokenizer looks for them. */
  readonly texts: readonly string[]
  /** Those among them that the tokenizer finds in plain text too. */
  readonly userDefined: readonly string[]
  /** Finds the longest marker at every position, overlapping ones too. */
  readonly anywhere: RegExp | undefined
}

const known = new WeakMap<readonly SpecialToken[], Map<string, SteeringTokens>>()

/**
 * Chooses the tokens that steer a model: all control tokens, and those user-defined ones that end a turn or that the
 * template itself writes (`<tool_call>`, `</think>`). Other user-defined tokens are plain text with an id of its own,
 * such as runs of blanks or HTML tags, and stay as they are. Kept for each vocabulary and template.
 */
export function steeringTokens(tokens: readonly SpecialToken[], templateSource: string): SteeringTokens {
  const bySource = known.get(tokens) ?? new Map<string, SteeringTokens>()
  known.set(tokens, bySource)
  const found = bySource.get(templateSource) ?? choose(tokens, templateSource)
  bySource.set(templateSource, found)
  return found
}

function choose(tokens: readonly SpecialToken[], templateSource: string): SteeringTokens {
  const chosen = tokens.filter(({ kind, text, endOfGeneration }) => {
    if (text === '') return false
    return kind === 'control' || endOfGeneration || (isMarker(text) && templateSource.includes(text))
  })
  const texts = [...new Set(chosen.map(({ text }) => text))].toSorted((a, b) => b.length - a.length)
  const pattern = texts.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|')
  return {
    texts,
    userDefined: chosen.filter(({ kind }) => kind === 'user-defined').map(({ text }) => text),
    anywhere: texts.length === 0 ? undefined : new RegExp(`(?=(${pattern}))`, 'g'),
  }
}

// Words and blanks may be user-defined tokens too, and occur in any template.
function isMarker(text: string): boolean {
  return text.length > 2 && /[^\s\p{L}\p{N}]/u.test(text)
}
