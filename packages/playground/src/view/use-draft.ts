import { useState } from 'preact/hooks'

import { keepText, keptText } from '../browser/kept-text.ts'

/** What is being written to a conversation: each has its own, and has it again after a reload. */
export function useDraft(conversation: string): readonly [text: string, setText: (text: string) => void] {
  const [draft, setDraft] = useState({ conversation, text: read(conversation) })
  const text = draft.conversation === conversation ? draft.text : read(conversation)
  return [
    text,
    (next) => {
      keepText('sessionStorage', `draft-${conversation}`, next)
      setDraft({ conversation, text: next })
    },
  ]
}

function read(conversation: string): string {
  return keptText('sessionStorage', `draft-${conversation}`) ?? ''
}
