import { isRecord } from '../is-record.ts'

/** One file of a package, as an index lists it. */
export interface IndexedFile {
  readonly fileName: string
  readonly url: string
  readonly sha256?: string | undefined
  readonly size?: number | undefined
}

/** What to ask an index for: JSON (PEP 691) rather than HTML (PEP 503). */
export const simpleIndexAccept =
  'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1'

/** Reads an index page in either form. Undefined where the text is neither: a sign-in page, an error page. */
export function parseSimpleIndex(text: string, contentType: string, pageUrl: string): IndexedFile[] | undefined {
  return /\bjson\b/i.test(contentType) ? parseJson(text, pageUrl) : parseHtml(text, pageUrl)
}

function parseJson(text: string, pageUrl: string): IndexedFile[] | undefined {
  let page: unknown
  try {
    page = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(page) || !Array.isArray(page['files'])) return undefined
  return page['files'].flatMap((file: unknown) => {
    if (!isRecord(file)) return []
    const { filename, url, hashes, size } = file
    if (typeof filename !== 'string' || typeof url !== 'string' || !URL.canParse(url, pageUrl)) return []
    const sha256 = isRecord(hashes) ? hashes['sha256'] : undefined
    return {
      fileName: filename,
      url: new URL(url, pageUrl).href,
      sha256: typeof sha256 === 'string' ? sha256.toLowerCase() : undefined,
      size: typeof size === 'number' ? size : undefined,
    }
  })
}

function parseHtml(text: string, pageUrl: string): IndexedFile[] | undefined {
  const base = /<base\s[^>]*href\s*=\s*["']([^"']*)["']/i.exec(text)?.[1]
  const baseUrl = base !== undefined && URL.canParse(base, pageUrl) ? new URL(base, pageUrl).href : pageUrl
  const files: IndexedFile[] = []
  for (const [, attributes = '', label = ''] of text.matchAll(/<a\s([^>]*)>([^<]*)<\/a\s*>/gi)) {
    const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes)
    const address = decodeEntities(href?.[1] ?? href?.[2] ?? '')
    if (address === '' || !URL.canParse(address, baseUrl)) continue
    const url = new URL(address, baseUrl)
    const sha256 = /^#sha256=([0-9a-f]{64})$/i.exec(url.hash)?.[1]?.toLowerCase()
    url.hash = ''
    files.push({ fileName: decodeEntities(label).trim(), url: url.href, sha256 })
  }
  // A page without links may be an empty package, but a page that does not look like HTML is not an index.
  return /<(!doctype|html|a)\b/i.test(text) ? files : undefined
}

function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(amp|lt|gt|quot|#(\d+)|#x([0-9a-f]+));/gi,
    (_whole, name: string, decimal: string, hex: string) => {
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16))
      return { amp: '&', lt: '<', gt: '>', quot: '"' }[name.toLowerCase()] ?? ''
    },
  )
}
