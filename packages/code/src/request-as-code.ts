/** A request as a program that runs when pasted. Pure text in, text out; nothing is asked. */
import type { ChatCompletionRequest } from 'colloquy/protocol'
import { commandLine } from './command-line.ts'
import { curl } from './curl.ts'
import type { Place } from './place.ts'
import { python } from './python.ts'
import { typeScript } from './typescript.ts'

/** What a request can be written as: `openai` is TypeScript with OpenAI's package, `colloquy` a line for the shell. */
export const codeLanguages = ['curl', 'typescript', 'openai', 'python', 'colloquy'] as const

/** One of `codeLanguages`. */
export type CodeLanguage = (typeof codeLanguages)[number]

/** Where the program asks, and what it says of itself. */
export interface RequestAsCodeOptions {
  /** The endpoint, up to and without `/chat/completions`: `http://127.0.0.1:8080/v1`. */
  readonly baseURL: string
  /**
   * Whether the endpoint wants a key. The program reads it from OPENAI_API_KEY; it is never written down. Without, the
   * program sends none, not even one that happens to be set. Default: false.
   */
  readonly keyed?: boolean | undefined
  /** A command to run first, which a comment says. Default: none. */
  readonly first?: string | undefined
}

/**
 * The same request, field by field, in another language. With `stream: true` the program prints the answer while it
 * comes, else when it is complete; where tools may be called it prints the whole message.
 *
 * Undefined where a command line cannot say what was asked: it says one question, with instructions before it.
 */
export function requestAsCode(
  language: CodeLanguage,
  request: ChatCompletionRequest,
  { baseURL, keyed = false, first }: RequestAsCodeOptions,
): string | undefined {
  const place = { baseURL: baseURL.replace(/\/+$/u, ''), keyed }
  const code = writers[language](request, place)
  if (code === undefined || first === undefined) return code
  // A name in the command may hold anything; a comment ends with its line.
  return `${language === 'typescript' || language === 'openai' ? '//' : '#'} first: ${first.replaceAll(/\s+/gu, ' ')}\n${code}`
}

const writers: Record<CodeLanguage, (request: ChatCompletionRequest, place: Place) => string | undefined> = {
  curl,
  typescript: (request, place) => typeScript(request, place, 'colloquy'),
  openai: (request, place) => typeScript(request, place, 'openai'),
  python,
  colloquy: commandLine,
}
