import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'

import { conversationOf, storedAnswers, type StoredAnswer } from '../ask/stored-answers.ts'
import type { Playground } from '../state/playground.ts'
import { Words } from './words.tsx'

/** The answers that the server keeps, each to be opened as a conversation. */
export function StoredList({ playground, onOpen }: { playground: Playground; onOpen: () => void }): JSX.Element {
  const [answers, setAnswers] = useState<readonly StoredAnswer[]>()
  const [failure, setFailure] = useState<string>()
  const fail = (error: unknown): void => setFailure(error instanceof Error ? error.message : String(error))
  useEffect(() => void storedAnswers(playground.endpoint).then(setAnswers, fail), [])
  const open = async (answer: StoredAnswer): Promise<void> => {
    try {
      playground.conversations.bringIn([await conversationOf(playground.endpoint, answer)])
      onOpen()
    } catch (error) {
      fail(error)
    }
  }
  return (
    <section class="stored" aria-label="Kept on the server">
      {failure !== undefined && (
        <p class="problem" role="alert">
          <Words text={failure} />
        </p>
      )}
      {answers?.length === 0 && (
        <p class="hint">
          The server keeps no answer yet. It keeps those that are asked for with <code>store</code> set to true.
        </p>
      )}
      <ul>
        {answers?.map((answer) => (
          <li key={answer.id}>
            <button type="button" class="conversation" dir="auto" onClick={() => void open(answer)}>
              {answer.title}
              <span class="hint">
                {new Date(answer.created).toLocaleString()} · {answer.model}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
