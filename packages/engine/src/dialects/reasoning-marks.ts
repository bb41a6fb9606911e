import { anywhere, type ReasoningMarks } from './dialect.ts'
import { harmonyReasoning } from './formats/harmony.ts'

// A tag in the middle of an answer is a quotation.
const tags: readonly ReasoningMarks[] = [
  { open: { text: '<think>', where: 'start' }, close: ['</think>'] },
  { open: { text: '<seed:think>', where: 'start' }, close: ['</seed:think>'] },
  { open: { text: '<thinking>', where: 'start' }, close: ['</thinking>'] },
  { open: { text: '[THINK]', where: 'start' }, close: ['[/THINK]'] },
  { open: { text: '<|START_THINKING|>', where: 'start' }, close: ['<|END_THINKING|>'] },
  { open: { text: '<|inner_prefix|>', where: 'start' }, close: ['<|inner_suffix|>'] },
  { open: anywhere('<|channel>thought'), close: ['<channel|>'] },
  harmonyReasoning,
]

/** The marks of reasoning that a model uses: those that its template or its vocabulary names. */
export function reasoningMarks(templateSource: string, hasToken: (text: string) => boolean): readonly ReasoningMarks[] {
  const knows = (text: string): boolean => templateSource.includes(text) || hasToken(text)
  return tags.filter((marks) => {
    // Harmony's template writes its marks in pieces and is known by its channels.
    if (marks === harmonyReasoning) return knows('<|channel|>') && knows('<|message|>')
    return knows(marks.open.text) || marks.close.some(knows)
  })
}
