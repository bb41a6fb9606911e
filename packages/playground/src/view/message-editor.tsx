import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

interface MessageEditorProps {
  readonly text: string
  /** Whether it asks for an answer when it is done. */
  readonly asks: boolean
  readonly onDone: (text: string) => void
  readonly onCancel: () => void
}

/** A message while it is rewritten. Control or Command with Enter is done, Escape leaves it as it was. */
export function MessageEditor({ text, asks, onDone, onCancel }: MessageEditorProps): JSX.Element {
  const [written, setWritten] = useState(text)
  const area = useRef<HTMLTextAreaElement>(null)
  // Before it is seen: a key pressed at once, Escape perhaps, would go elsewhere.
  useLayoutEffect(() => area.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onDone(written)
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onCancel()
  }
  return (
    <div class="message-editor">
      <textarea
        ref={area}
        aria-label="Message"
        dir="auto"
        rows={Math.min(12, written.split('\n').length + 1)}
        value={written}
        onInput={({ currentTarget }) => setWritten(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="row">
        <button type="button" class="button" onClick={() => onDone(written)}>
          {asks ? 'Ask this instead' : 'Say this instead'}
        </button>
        <button type="button" class="button quiet" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </div>
  )
}
