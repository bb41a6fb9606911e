/** A file that goes with a message. */
export type Attachment =
  | { readonly kind: 'image'; readonly name: string; readonly url: string }
  | { readonly kind: 'text'; readonly name: string; readonly text: string }

// A request is read whole by the server, which refuses bodies of some megabytes.
const largest = 8 * 1024 * 1024

/** Reads a picked file: images become data URLs, anything else must be text. Throws an Error with words to show. */
export async function readAttachment(file: File): Promise<Attachment> {
  const { name } = file
  if (file.size > largest) throw new Error(`${name} is too large to send: ${megabytes(file.size)} of at most 8 MB.`)
  if (file.type.startsWith('image/')) return { kind: 'image', name, url: await dataUrl(file) }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    return { kind: 'text', name, text }
  } catch (cause) {
    throw new Error(`${name} is neither an image nor a text file.`, { cause })
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`
}

function dataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''))
    reader.addEventListener('error', () => reject(new Error(`${file.name} cannot be read.`, { cause: reader.error })))
    reader.readAsDataURL(file)
  })
}
