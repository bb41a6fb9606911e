import type { PageFile, StaticPage } from './static-page.ts'

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/**
 * Reads the whole playground that this package contains, once, so that no path of a request ever reaches the disk.
 * Undefined if it was not built.
 */
export async function readPage(folder: URL = new URL('../../page/', import.meta.url)): Promise<StaticPage | undefined> {
  // Loaded when called for: the handler alone runs where there is no node:fs.
  const { readdir, readFile } = await import('node:fs/promises')
  const names = await readdir(folder).catch(() => [])
  const known = names.filter((name) => typeOf(name) !== undefined)
  if (!known.includes('index.html')) return undefined
  const read = async (name: string): Promise<[string, PageFile]> => [
    name,
    { body: new Uint8Array(await readFile(new URL(name, folder))), type: typeOf(name) ?? '' },
  ]
  return new Map(await Promise.all(known.map(read)))
}

function typeOf(name: string): string | undefined {
  return types[name.slice(name.lastIndexOf('.') + 1)]
}
