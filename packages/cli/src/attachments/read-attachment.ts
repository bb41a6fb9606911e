/** Turns a file, a directory or an address into a part of a message. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import type { ChatCompletionRequestUserMessageContentPart } from 'colloquy/protocol'
import { UsageError } from '../arguments/usage-error.ts'
import { readInputBytes } from '../ask/read-input.ts'
import type { CommandContext } from '../command-context.ts'
import { byteSize } from '../terminal/quantity.ts'
import type { AttachmentOptions } from './attaches-input.ts'
import { mediaTypeOf } from './media-type.ts'

/** A name to show, and what is sent. */
export interface ReadAttachment {
  readonly name: string
  readonly part: ChatCompletionRequestUserMessageContentPart
}

/** Larger files are refused: no model takes them, and a slip (a disk image) should not fill the memory. */
const largestFile = 20_000_000
const mostFiles = 200

/** Everything that `-f` and `-a` name, in that order. Throws UsageError as {@link readAttachment} does. */
export function readAttachments(
  { file = [], attach = [] }: AttachmentOptions,
  context: CommandContext,
): Promise<readonly ReadAttachment[]> {
  const places = [...file, ...attach]
  if (places.indexOf('-') !== places.lastIndexOf('-')) throw fault('Standard input is attached twice.', 'Keep one - .')
  return Promise.all(
    places.map((place) => (place === '-' ? readPiped(context) : readAttachment(place, context.signal))),
  )
}

async function readPiped(context: CommandContext): Promise<ReadAttachment> {
  const advice = 'Pipe a file in: colloquy -f - "What is this?" < photo.png.'
  if (context.io.stdin.isTTY === true) throw fault('-f - attaches what is piped in, and nothing is.', advice)
  const bytes = await readInputBytes(context)
  if (bytes.length === 0) throw fault('-f - attaches what is piped in, and that is empty.', advice)
  if (bytes.length > largestFile) throw tooLarge('What is piped in', bytes.length)
  return toPart('stdin', bytes)
}

/**
 * Text becomes a text part headed by its name; PNG, JPEG, GIF and WebP an image; WAV and MP3 audio; PDF a file. A
 * directory is every text file in it. An http(s) address is fetched. Throws UsageError for what cannot be sent.
 */
export async function readAttachment(place: string, signal: AbortSignal): Promise<ReadAttachment> {
  if (/^https?:\/\//u.test(place)) return fetchAttachment(place, signal)
  const facts = await stat(place).catch(() => undefined)
  if (!facts) throw fault(`There is no file ${place}.`, 'Give the path of a file, of a directory, or an http address.')
  if (facts.isDirectory()) return readDirectory(place)
  if (facts.size > largestFile) throw tooLarge(place, facts.size)
  return toPart(basename(place), await readFile(place))
}

/** The part for these bytes. Throws UsageError where they are neither text nor a kind the API takes. */
function toPart(name: string, bytes: Uint8Array): ReadAttachment {
  const type = mediaTypeOf(bytes)
  if (type === undefined) {
    const text = decodeText(bytes)
    if (text === undefined) throw fault(`${name} is neither text nor an image, sound or PDF.`, 'Convert it first.')
    return { name, part: { type: 'text', text: `${name}:\n${text}` } }
  }
  const data = Buffer.from(bytes).toString('base64')
  if (type === 'audio/wav' || type === 'audio/mpeg') {
    return { name, part: { type: 'input_audio', input_audio: { data, format: type === 'audio/wav' ? 'wav' : 'mp3' } } }
  }
  const url = `data:${type};base64,${data}`
  if (type === 'application/pdf') return { name, part: { type: 'file', file: { filename: name, file_data: url } } }
  return { name, part: { type: 'image_url', image_url: { url } } }
}

async function readDirectory(directory: string): Promise<ReadAttachment> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(?:^|[/\\])(?:\.|node_modules[/\\])/u.test(relative(directory, path)))
    .toSorted((a, b) => a.localeCompare(b))
  if (paths.length > mostFiles) {
    throw fault(
      `${directory} holds ${paths.length} files; at most ${mostFiles} can be sent.`,
      'Name a smaller directory.',
    )
  }
  const texts: string[] = []
  let size = 0
  for (const path of paths) {
    const bytes = await readFile(path)
    const text = decodeText(bytes)
    size += bytes.length
    if (size > largestFile)
      throw fault(`${directory} holds more than ${byteSize(largestFile)}.`, 'Name a smaller directory.')
    if (text !== undefined) texts.push(`${relative(directory, path).replaceAll(sep, '/')}:\n${text}`)
  }
  if (texts.length === 0) throw fault(`${directory} holds no text.`, 'Name another directory.')
  return {
    name: `${directory} (${texts.length} ${texts.length === 1 ? 'file' : 'files'})`,
    part: { type: 'text', text: texts.join('\n\n') },
  }
}

async function fetchAttachment(url: string, signal: AbortSignal): Promise<ReadAttachment> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw fault(`${url} answered with status ${response.status}.`, 'Check the address.')
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > largestFile) throw tooLarge(url, bytes.length)
  return toPart(new URL(url).pathname.split('/').at(-1) || url, bytes)
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text.replace(/\r?\n$/u, '')
  } catch {
    return undefined
  }
}

function tooLarge(place: string, size: number): UsageError {
  return fault(
    `${place} has ${byteSize(size)}; at most ${byteSize(largestFile)} can be sent.`,
    'Send the part that matters.',
  )
}

function fault(message: string, advice: string): UsageError {
  return new UsageError(message, { command: 'ask', advice })
}
