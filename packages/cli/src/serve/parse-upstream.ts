import type { UpstreamOptions } from '@colloquy/server'
import { closest } from '../arguments/closest.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { Environment } from '../environment.ts'

/**
 * Reads `URL[,weight][,key-env]`, such as `http://gpu1:8000/v1,2,GPU1_KEY`. Each part may also be named, and more only
 * so: `name=`, `weight=`, `key-env=`, `parallel=`, `models=a|b`. Throws UsageError.
 */
export function parseUpstream(text: string, env: Environment): UpstreamOptions {
  const [baseURL = '', ...parts] = text.split(',').map((part) => part.trim())
  if (!/^https?:$/u.test(URL.canParse(baseURL) ? new URL(baseURL).protocol : '')) {
    throw wrong(`--upstream is "${baseURL}"; it must begin with a URL such as http://localhost:8000/v1.`)
  }
  if (new URL(baseURL).username !== '' || new URL(baseURL).password !== '') {
    throw wrong('--upstream has a password in its URL.', 'Give a key by its variable: --upstream URL,key-env=MY_KEY.')
  }
  const given = Object.fromEntries(parts.map(nameAndValue))
  const { models } = given
  return {
    baseURL,
    name: given['name'],
    weight: positive('weight', given['weight']),
    parallel: wholeNumber(positive('parallel', given['parallel'])),
    apiKey: readKey(given['key-env'], baseURL, env),
    models: models === undefined ? undefined : models.split('|'),
  }
}

const parts = ['name', 'weight', 'key-env', 'parallel', 'models']

function nameAndValue(part: string): [name: string, value: string] {
  const [, name, value] = /^([\w-]+)=(.+)$/u.exec(part) ?? []
  if (name === undefined || value === undefined) return [/^[\d.]+$/u.test(part) ? 'weight' : 'key-env', part]
  if (parts.includes(name)) return [name, value]
  const guess = closest(name, parts)
  throw wrong(`--upstream has an unknown part "${name}".`, guess && `Did you mean ${guess}=?`)
}

function positive(name: string, text: string | undefined): number | undefined {
  const number = text === undefined ? undefined : Number(text)
  if (number === undefined || (Number.isFinite(number) && number > 0)) return number
  throw wrong(`--upstream has ${name} "${text}"; it must be a number above 0.`)
}

function wholeNumber(number: number | undefined): number | undefined {
  if (number === undefined || Number.isInteger(number)) return number
  throw wrong(`--upstream has parallel ${number}; it must be a whole number.`)
}

function readKey(name: string | undefined, baseURL: string, env: Environment): string | undefined {
  if (name === undefined) return undefined
  const key = env[name]
  if (key) return key
  // Do not repeat the word: someone who misunderstood this part may have written the key itself there.
  throw wrong(
    `--upstream ${baseURL} names a variable for its key that is not set.`,
    'Name the variable that holds the key, not the key itself: --upstream URL,key-env=MY_KEY.',
  )
}

function wrong(message: string, advice?: string): UsageError {
  return new UsageError(message, { command: 'serve', advice })
}
