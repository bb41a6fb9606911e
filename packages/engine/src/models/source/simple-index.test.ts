import { describe, expect, test } from 'vitest'
import { parseSimpleIndex } from './simple-index.ts'

const page = 'https://index.example/simple/a/'
const hash = 'A'.repeat(64)

describe('parseSimpleIndex', () => {
  test('reads JSON pages', () => {
    const text = JSON.stringify({
      files: [
        { filename: 'a-1.whl', url: '../../files/a-1.whl', hashes: { sha256: hash }, size: 5 },
        { filename: 'a-2.whl', url: 'https://cdn.example/a-2.whl', hashes: {} },
        { filename: 3, url: 'x' },
      ],
    })
    expect(parseSimpleIndex(text, 'application/vnd.pypi.simple.v1+json', page)).toEqual([
      { fileName: 'a-1.whl', url: 'https://index.example/files/a-1.whl', sha256: 'a'.repeat(64), size: 5 },
      { fileName: 'a-2.whl', url: 'https://cdn.example/a-2.whl' },
    ])
  })

  test('reads HTML pages, as loosely as they are written', () => {
    const text = `<!DOCTYPE html><html><body>
      <a href="../../files/a-1.whl?x=1&amp;y=2#sha256=${hash}" data-requires-python="&gt;=3.8">a-1.whl</a><br/>
      <A data-x='1' HREF='a-2.whl'> a-2.whl </A>
      <a name="nothing">nothing</a></body></html>`
    expect(parseSimpleIndex(text, 'text/html; charset=utf-8', page)).toEqual([
      { fileName: 'a-1.whl', url: 'https://index.example/files/a-1.whl?x=1&y=2', sha256: 'a'.repeat(64) },
      { fileName: 'a-2.whl', url: 'https://index.example/simple/a/a-2.whl' },
    ])
  })

  test('tells an empty index from something else', () => {
    expect(parseSimpleIndex('<html><body></body></html>', 'text/html', page)).toEqual([])
    expect(parseSimpleIndex('internal error', 'text/plain', page)).toBeUndefined()
    expect(parseSimpleIndex('{"message":"no"}', 'application/json', page)).toBeUndefined()
    expect(parseSimpleIndex('<p>', 'application/json', page)).toBeUndefined()
  })
})
