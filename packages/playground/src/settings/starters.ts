import { exampleFormat, exampleTools } from './examples.ts'
import type { Settings } from './settings.ts'

/** A question that shows what the page can do, with the settings it needs. */
export interface Starter {
  readonly title: string
  readonly text: string
  /** What each lane asks with; two stand side by side. */
  readonly lanes: readonly Partial<Settings>[]
}

/** What a conversation can begin with. They are short, and answered well enough by the smallest model. */
export const starters: readonly Starter[] = [
  {
    title: 'See how likely each word was',
    text: 'Write one sentence about the sea.',
    lanes: [{ fields: { logprobs: true, top_logprobs: 5, max_completion_tokens: 60 } }],
  },
  {
    title: 'Make the answer fit a schema',
    text: 'Invent a captain: a name and an age.',
    lanes: [{ responseFormat: JSON.stringify(exampleFormat, null, 2) }],
  },
  {
    title: 'Let the model call a tool',
    text: 'What is the weather in Lisbon?',
    lanes: [{ tools: JSON.stringify(exampleTools, null, 2), fields: { tool_choice: 'required' } }],
  },
  {
    title: 'Compare two settings',
    text: 'Give a ship a name, and say why.',
    lanes: [
      { fields: { temperature: 0, max_completion_tokens: 120 } },
      { fields: { temperature: 1.5, max_completion_tokens: 120 } },
    ],
  },
]
