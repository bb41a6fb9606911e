import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

import type { Parameter } from '../settings/parameters.ts'
import { readJsonField } from '../settings/read-json-field.ts'
import { IconButton } from './icon-button.tsx'
import { Words } from './words.tsx'

interface ParameterFieldProps {
  readonly parameter: Parameter
  /** Undefined where it is not set. */
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

/** One parameter: its name, what it does, its range, and the control that fits its kind. */
export function ParameterField({ parameter, value, onChange }: ParameterFieldProps): JSX.Element {
  const { name, description, range, schema } = parameter
  const [told, setTold] = useState(false)
  const id = `parameter-${name}`
  const isSet = value !== undefined
  // Where one chooses from a list, or writes JSON, the control tells.
  const isTold = schema.kind === 'number' || schema.kind === 'integer' || schema.kind === 'string'
  return (
    <div class={`parameter ${isSet ? 'set' : ''}`}>
      <div class="parameter-head">
        <label for={id}>{name}</label>
        {isTold && <span class="range">{range}</span>}
        {isSet && <IconButton icon="close" label={`Leave ${name} unset`} onClick={() => onChange(undefined)} />}
        <IconButton icon="info" label={`About ${name}`} expanded={told} onClick={() => setTold(!told)} />
      </div>
      <Control id={id} parameter={parameter} value={value} onChange={onChange} />
      {told && (
        <p class="hint">
          {description}
          {parameter.default !== undefined && ` Default: ${JSON.stringify(parameter.default)}.`}
        </p>
      )}
    </div>
  )
}

function Control({ id, parameter, value, onChange }: ParameterFieldProps & { id: string }): JSX.Element {
  const { schema } = parameter
  switch (schema.kind) {
    case 'number':
    case 'integer':
      return <NumberControl id={id} parameter={parameter} value={value} onChange={onChange} />
    case 'boolean':
      return (
        <select
          id={id}
          value={typeof value === 'boolean' ? String(value) : ''}
          onChange={({ currentTarget }) => onChange(chosen(currentTarget))}
        >
          <option value="">not set</option>
          <option value="true">true</option>
          <option value="false">false</option>
        </select>
      )
    case 'enum':
      return (
        <select
          id={id}
          value={typeof value === 'string' ? value : ''}
          onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        >
          <option value="">not set</option>
          {schema.values.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      )
    case 'string':
      return (
        <input
          id={id}
          type="text"
          maxLength={schema.maxLength}
          value={typeof value === 'string' ? value : ''}
          placeholder="not set"
          onInput={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        />
      )
    default:
      return <JsonControl id={id} parameter={parameter} value={value} onChange={onChange} />
  }
}

function NumberControl({ id, parameter, value, onChange }: ParameterFieldProps & { id: string }): JSX.Element {
  const { schema, default: unset, name } = parameter
  if (schema.kind !== 'number' && schema.kind !== 'integer') return <></>
  const { min, max } = schema
  const step = schema.kind === 'integer' ? 1 : 0.05
  const onInput = ({ currentTarget }: { currentTarget: HTMLInputElement }): void =>
    onChange(Number.isNaN(currentTarget.valueAsNumber) ? undefined : currentTarget.valueAsNumber)
  const shared = { min, max, step, onInput }
  return (
    <div class="number">
      {min !== undefined && max !== undefined && (
        <input
          type="range"
          aria-label={`${name}, slider`}
          {...shared}
          value={typeof value === 'number' ? value : typeof unset === 'number' ? unset : min}
        />
      )}
      <input
        id={id}
        type="number"
        {...shared}
        step={schema.kind === 'integer' ? 1 : 'any'}
        value={typeof value === 'number' ? value : ''}
        placeholder={unset === undefined ? 'not set' : JSON.stringify(unset)}
      />
    </div>
  )
}

function JsonControl({ id, parameter, value, onChange }: ParameterFieldProps & { id: string }): JSX.Element {
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value))
  // Taken away from outside: the text goes with it.
  const shown = value === undefined && readJsonField(parameter.name, text).problem === undefined ? '' : text
  const { problem } = readJsonField(parameter.name, shown)
  return (
    <>
      <input
        id={id}
        type="text"
        class="json"
        spellcheck={false}
        value={shown}
        placeholder="JSON"
        aria-invalid={problem !== undefined}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value)
          onChange(readJsonField(parameter.name, currentTarget.value).value)
        }}
      />
      {problem !== undefined && (
        <p class="problem">
          <Words text={problem} />
        </p>
      )}
    </>
  )
}

function chosen({ value }: HTMLSelectElement): boolean | undefined {
  return value === '' ? undefined : value === 'true'
}
