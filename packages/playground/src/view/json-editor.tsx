import type { JSX } from 'preact'

import { readJsonField } from '../settings/read-json-field.ts'
import { Words } from './words.tsx'

interface JsonEditorProps {
  /** The field of the request that the text is for. */
  readonly field: string
  readonly label: string
  readonly text: string
  /** A text to begin with, by the words on the button that puts it in. */
  readonly examples: Readonly<Record<string, unknown>>
  readonly onChange: (text: string) => void
}

/** JSON that is checked as one types, by the rules a server has. */
export function JsonEditor({ field, label, text, examples, onChange }: JsonEditorProps): JSX.Element {
  const { problem, value } = readJsonField(field, text)
  const id = `json-${field}`
  return (
    <section class="json-editor">
      <div class="parameter-head">
        <label for={id}>{label}</label>
        <span class="row">
          {value !== undefined && <span class="good">valid</span>}
          {text === '' ? (
            Object.entries(examples).map(([name, example]) => (
              <button key={name} type="button" class="link" onClick={() => onChange(indented(example))}>
                {name}
              </button>
            ))
          ) : (
            <>
              {value !== undefined && (
                <button type="button" class="link" onClick={() => onChange(indented(value))}>
                  tidy
                </button>
              )}
              <button type="button" class="link" onClick={() => onChange('')}>
                clear
              </button>
            </>
          )}
        </span>
      </div>
      <textarea
        id={id}
        class="json"
        spellcheck={false}
        rows={Math.min(16, text.split('\n').length)}
        value={text}
        placeholder="not set"
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <p class="problem" id={`${id}-problem`} aria-live="polite">
        {problem !== undefined && <Words text={problem} />}
      </p>
    </section>
  )
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
