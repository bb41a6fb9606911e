import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

import { messagesOf } from '../ask/messages-of.ts'
import { requestOf } from '../ask/request-of.ts'
import { asCommand } from '../code/as-command.ts'
import { asCurl } from '../code/as-curl.ts'
import { asPython } from '../code/as-python.ts'
import { asTypeScript } from '../code/as-typescript.ts'
import type { Lane } from '../conversation/conversation.ts'
import { shownPath } from '../conversation/message-tree.ts'
import { IconButton } from './icon-button.tsx'

const languages = ['curl', 'TypeScript', 'openai', 'Python', 'colloquy', 'JSON'] as const

type Language = (typeof languages)[number]
type Writer = (baseURL: string, request: ReturnType<typeof requestOf>) => string | undefined

const writers: Readonly<Record<Language, Writer>> = {
  curl: asCurl,
  TypeScript: asTypeScript,
  openai: (baseURL, request) => asTypeScript(baseURL, request, 'openai'),
  Python: asPython,
  colloquy: asCommand,
  JSON: (_, request) => JSON.stringify(request, null, 2),
}

/** The conversation so far as code that asks the same: paste it and it runs. */
export function CodePanel({ lane, model, baseURL }: { lane: Lane; model: string; baseURL: string }): JSX.Element {
  const [language, setLanguage] = useState<Language>('curl')
  const path = shownPath(lane.tree)
  // The answer at the end is what the code is to bring.
  const asked = path.slice(0, path.findLastIndex(({ message }) => message.role !== 'assistant') + 1)
  const settings = { ...lane.settings, model: lane.settings.model || model }
  const messages = asked.length > 0 ? messagesOf(asked) : [{ role: 'user' as const, content: 'Hello' }]
  const code = writers[language](baseURL, requestOf(settings, messages))
  return (
    <section class="code-panel" aria-label="As code">
      <div class="tabs" role="group" aria-label="Language">
        {languages.map((name) => (
          <button key={name} type="button" aria-pressed={name === language} onClick={() => setLanguage(name)}>
            {name}
          </button>
        ))}
        <IconButton
          icon="copy"
          label="Copy the code"
          disabled={code === undefined}
          onClick={() => void navigator.clipboard.writeText(code ?? '')}
        />
      </div>
      <pre tabIndex={0}>
        <code>{code ?? 'A command line asks one question; this conversation has more.'}</code>
      </pre>
    </section>
  )
}
