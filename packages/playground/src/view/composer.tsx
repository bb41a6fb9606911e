import type { ChatCompletionRequestMessage } from 'colloquy'
import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'

import { readAttachment, type Attachment } from '../ask/read-attachment.ts'
import { userMessage } from '../ask/user-message.ts'
import { IconButton } from './icon-button.tsx'
import { useDraft } from './use-draft.ts'
import { Words } from './words.tsx'

interface ComposerProps {
  /** Whose draft it shows. */
  readonly conversation: string
  readonly running: boolean
  /** What must be mended in the settings first; empty when nothing must. */
  readonly problems: readonly string[]
  readonly onSay: (message: ChatCompletionRequestMessage) => void
  readonly onStop: () => void
}

/** Where one writes. Enter sends, Shift with Enter begins a line; files can be picked, pasted and dropped. */
export function Composer({ conversation, running, problems, onSay, onStop }: ComposerProps): JSX.Element {
  const [text, setText] = useDraft(conversation)
  const [attachments, setAttachments] = useState<readonly Attachment[]>([])
  const [failure, setFailure] = useState<string>()
  const picker = useRef<HTMLInputElement>(null)
  const canSend = !running && problems.length === 0 && (text.trim() !== '' || attachments.length > 0)

  const send = (): void => {
    if (!canSend) return
    onSay(userMessage(text, attachments))
    setText('')
    setAttachments([])
    setFailure(undefined)
  }
  const attach = async (files: Iterable<File>): Promise<void> => {
    for (const file of files) {
      try {
        const attachment = await readAttachment(file)
        setAttachments((before) => [...before, attachment])
        setFailure(undefined)
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error))
      }
    }
  }
  const take = (event: Event, files: FileList | undefined): void => {
    if (files === undefined || files.length === 0) return
    event.preventDefault()
    void attach(files)
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => take(event, event.dataTransfer?.files)}
    >
      {attachments.length > 0 && (
        <ul class="attachments">
          {attachments.map((attachment, index) => (
            <li key={index}>
              {attachment.kind === 'image' && <img src={attachment.url} alt="" />}
              {attachment.name}
              <IconButton
                icon="close"
                label={`Remove ${attachment.name}`}
                onClick={() => setAttachments(attachments.filter((each) => each !== attachment))}
              />
            </li>
          ))}
        </ul>
      )}
      <div class="writing">
        <IconButton icon="clip" label="Attach images or text files" onClick={() => picker.current?.click()} />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={({ currentTarget }) => {
            void attach(Array.from(currentTarget.files ?? []))
            currentTarget.value = ''
          }}
        />
        <textarea
          id="composer"
          dir="auto"
          rows={Math.min(10, text.split('\n').length)}
          placeholder="Ask something"
          aria-label="Your message"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onPaste={(event) => take(event, event.clipboardData?.files)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowUp' && text === '') editLastQuestion()
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            send()
          }}
        />
        {running ? (
          <IconButton icon="stop" label="Stop (Escape)" kind="primary" onClick={onStop} />
        ) : (
          <IconButton icon="send" label="Send (Enter)" kind="primary" disabled={!canSend} onClick={send} />
        )}
      </div>
      {(failure !== undefined || problems.length > 0) && (
        <p class="problem" role="status">
          <Words text={failure ?? problems[0] ?? ''} />
        </p>
      )}
    </form>
  )
}

function editLastQuestion(): void {
  const buttons = document.querySelectorAll<HTMLElement>('.message.user [aria-label="Edit"]')
  buttons.item(buttons.length - 1)?.click()
}
