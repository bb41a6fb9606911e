import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

import type { Lane } from '../conversation/conversation.ts'
import { exampleFormat, exampleTools } from '../settings/examples.ts'
import { parameters, type Parameter } from '../settings/parameters.ts'
import type { Settings } from '../settings/settings.ts'
import type { Playground } from '../state/playground.ts'
import { useStore } from '../state/store.ts'
import { JsonEditor } from './json-editor.tsx'
import { ParameterField } from './parameter-field.tsx'

interface SettingsPanelProps {
  readonly playground: Playground
  readonly conversationId: string
  readonly lane: Lane
}

const all = parameters()

/** What a lane asks with: model, system prompt, form of the answer, tools, and every parameter of the request. */
export function SettingsPanel({ playground, conversationId, lane }: SettingsPanelProps): JSX.Element {
  const models = useStore(playground.state, (state) => state.models)
  const [sought, setSought] = useState('')
  const { settings } = lane
  const change = (part: Partial<Settings>): void => playground.changeSettings(conversationId, lane.id, part)
  const setField = (field: string, value: unknown): void => {
    const { [field]: _, ...others } = settings.fields
    change({ fields: value === undefined ? others : { ...others, [field]: value } })
  }
  const known = settings.model === '' || models?.includes(settings.model) === true ? [] : [settings.model]
  return (
    <section class="settings">
      <label class="field">
        model
        <select
          value={settings.model || (models?.[0] ?? '')}
          onChange={({ currentTarget }) => change({ model: currentTarget.value })}
        >
          {models?.length === 0 && known.length === 0 && <option value="">none is known</option>}
          {[...(models ?? []), ...known].map((model) => (
            <option key={model} value={model}>
              {model}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        system prompt
        <textarea
          rows={2}
          dir="auto"
          value={settings.system}
          placeholder="not set"
          onInput={({ currentTarget }) => change({ system: currentTarget.value })}
        />
      </label>
      <JsonEditor
        field="response_format"
        label="response_format"
        text={settings.responseFormat}
        examples={{ 'JSON object': { type: 'json_object' }, 'JSON schema': exampleFormat }}
        onChange={(responseFormat) => change({ responseFormat })}
      />
      <JsonEditor
        field="tools"
        label="tools"
        text={settings.tools}
        examples={{ example: exampleTools }}
        onChange={(tools) => change({ tools })}
      />
      <div class="parameters">
        <h3>Parameters</h3>
        <p class="hint">Only what you set is sent.</p>
      </div>
      <input
        type="search"
        placeholder={`Find one of ${all.length}`}
        aria-label="Find a parameter"
        value={sought}
        onInput={({ currentTarget }) => setSought(currentTarget.value)}
      />
      {all.filter(isSought(sought)).map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          value={settings.fields[parameter.name]}
          onChange={(value) => setField(parameter.name, value)}
        />
      ))}
    </section>
  )
}

function isSought(words: string): (parameter: Parameter) => boolean {
  const wanted = words.trim().toLowerCase()
  return ({ name, description }) => name.includes(wanted) || description.toLowerCase().includes(wanted)
}
