import type { ChatCompletionRequestMessage } from 'colloquy'
import type { JSX } from 'preact'

import { readParts } from '../ask/user-message.ts'
import { MarkdownView } from './markdown-view.tsx'

/** What a person said: the words, and the files beside them. */
export function UserMessageView({ message }: { message: ChatCompletionRequestMessage }): JSX.Element {
  const { words, files, images } = readParts(message.content)
  return (
    <>
      {words !== '' && <MarkdownView text={words} />}
      {files.map(({ name, text }, index) => (
        <details key={index} class="file">
          <summary>
            {name} <span class="hint">{text.length} characters</span>
          </summary>
          <pre tabIndex={0}>{text}</pre>
        </details>
      ))}
      {images.length > 0 && (
        <div class="images">
          {images.map((url, index) => (
            <img key={index} src={url} alt={`Attached picture ${index + 1}`} />
          ))}
        </div>
      )}
    </>
  )
}
