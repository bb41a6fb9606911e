import type { Settings } from './settings.ts'

/** In one line, what a lane asks with: `smollm2:135m · temperature 0 · tools`. */
export function summaryOf({ model, system, fields, tools, responseFormat }: Settings, fallback: string): string {
  const set = Object.entries(fields).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  const written = { 'system prompt': system, tools, response_format: responseFormat }
  const others = Object.entries(written).flatMap(([name, text]) => (text.trim() === '' ? [] : [name]))
  return [model || fallback, ...set, ...others].filter((part) => part !== '').join(' · ')
}
