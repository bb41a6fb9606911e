import { codeLanguages, requestAsCode } from '@colloquy/code'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

import type { Endpoint } from '../ask/endpoint-client.ts'
import { messagesOf } from '../ask/messages-of.ts'
import { requestOf } from '../ask/request-of.ts'
import type { Lane } from '../conversation/conversation.ts'
import { shownPath } from '../conversation/message-tree.ts'
import { CopyButton } from './copy-button.tsx'

const tabs = [...codeLanguages, 'json'] as const

type Tab = (typeof tabs)[number]

const names: Readonly<Record<Tab, string>> = {
  curl: 'curl',
  typescript: 'TypeScript',
  openai: 'openai',
  python: 'Python',
  colloquy: 'CLI',
  json: 'JSON',
}

interface CodePanelProps {
  readonly lane: Lane
  /** Asked where the lane names none. */
  readonly model: string
  readonly endpoint: Endpoint
}

/** The conversation so far as code that asks the same: paste it and it runs. */
export function CodePanel({ lane, model, endpoint }: CodePanelProps): JSX.Element {
  const [tab, setTab] = useState<Tab>('curl')
  const path = shownPath(lane.tree)
  // The answer at the end is what the code is to bring.
  const asked = path.slice(0, path.findLastIndex(({ message }) => message.role !== 'assistant') + 1)
  const settings = { ...lane.settings, model: lane.settings.model || model }
  const messages = asked.length > 0 ? messagesOf(asked) : [{ role: 'user' as const, content: 'Hello' }]
  const request = requestOf(settings, messages)
  const place = { baseURL: endpoint.baseURL, keyed: endpoint.apiKey !== '' }
  const code = tab === 'json' ? JSON.stringify(request, null, 2) : requestAsCode(tab, request, place)
  return (
    <section class="code-panel" aria-label="As code">
      <div class="tabs" role="group" aria-label="Language">
        {tabs.map((each) => (
          <button key={each} type="button" aria-pressed={each === tab} onClick={() => setTab(each)}>
            {names[each]}
          </button>
        ))}
      </div>
      <div class="code">
        <div class="code-head">
          <span>{tab === 'json' ? 'request.json' : endpoint.baseURL.replace(/^https?:\/\//, '')}</span>
          <CopyButton label="Copy the code" text={code} />
        </div>
        <pre tabIndex={0}>
          <code>{code ?? 'A command line asks one question; this conversation has more.'}</code>
        </pre>
      </div>
    </section>
  )
}
