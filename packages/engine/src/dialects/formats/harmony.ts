import { anywhere, type CallDialect, type Mark, type ReasoningMarks } from '../dialect.ts'

// The recipient stands after the channel or after the role; the prompt ends with the role.
const openers: readonly Mark[] = [
  anywhere('<|channel|>commentary to=functions.'),
  anywhere('<|channel|>analysis to=functions.'),
  anywhere('<|start|>assistant to=functions.'),
  { text: ' to=functions.', where: 'start' },
]

/**
 * Messages in channels: `final` and `commentary` are said, a call is a message to `functions.name`. gpt-oss. A message
 * that calls ends the turn, so there is one call an answer.
 */
export const harmony: CallDialect = {
  name: 'harmony',
  calls: {
    openers,
    settledBy: 'opener',
    body: {
      kind: 'named',
      headers: [
        '@ <|constrain|>json<|message|>',
        '@<|message|>',
        '@ json<|message|>',
        '@<|channel|>commentary <|constrain|>json<|message|>',
        '@<|channel|>commentary json<|message|>',
        '@<|channel|>commentary<|message|>',
      ],
    },
    closers: ['<|call|>'],
    layout: { open: '<|channel|>commentary to=functions.', close: '' },
  },
  // llama.cpp makes most of them user-defined, so that they have a text.
  marksAreTokens: true,
  speechOpener: '<|channel|>final<|message|>',
  layoutMarks: [
    '<|channel|>final<|message|>',
    '<|channel|>final <|constrain|>json<|message|>',
    '<|channel|>commentary<|message|>',
    '<|start|>assistant',
    '<|end|>',
    '<|return|>',
  ].map(anywhere),
}

/** The channel for the model's reasoning. */
export const harmonyReasoning: ReasoningMarks = {
  open: anywhere('<|channel|>analysis<|message|>'),
  close: ['<|end|>', '<|return|>'],
  resume: '<|start|>assistant',
}
