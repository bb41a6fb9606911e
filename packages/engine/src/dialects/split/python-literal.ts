const constants: Readonly<Record<string, string>> = {
  True: 'true',
  False: 'false',
  None: 'null',
  true: 'true',
  false: 'false',
  null: 'null',
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  '0': '\0',
  '\n': '',
}

const deepest = 200

/**
 * Writes a Python literal as JSON: strings in either quotes, numbers, True, False and None (JSON's words too), lists,
 * tuples and dictionaries. Undefined for anything else.
 */
export function jsonOfPython(text: string): string | undefined {
  const reader = new LiteralReader(text)
  const json = reader.value(0)
  return json !== undefined && reader.isAtEnd() ? json : undefined
}

class LiteralReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  isAtEnd(): boolean {
    this.#match(/\s*/y)
    return this.#at === this.#text.length
  }

  value(depth: number): string | undefined {
    if (depth > deepest) return undefined
    this.#match(/\s*/y)
    const first = this.#text[this.#at]
    if (first === '"' || first === "'") return this.#string(first)
    if (first === '[') return this.#list(']', depth)
    if (first === '(') return this.#list(')', depth)
    if (first === '{') return this.#dictionary(depth)
    const word = this.#match(/[-+.\w]+/y) ?? ''
    return constants[word] ?? numberText(word)
  }

  #list(end: string, depth: number): string | undefined {
    const items: string[] = []
    this.#at++
    while (!this.#takes(end)) {
      if (items.length > 0 && !this.#takes(',')) return undefined
      if (items.length > 0 && this.#takes(end)) break
      const item = this.value(depth + 1)
      if (item === undefined) return undefined
      items.push(item)
    }
    return `[${items.join(', ')}]`
  }

  #dictionary(depth: number): string | undefined {
    const pairs: string[] = []
    this.#at++
    while (!this.#takes('}')) {
      if (pairs.length > 0 && !this.#takes(',')) return undefined
      if (pairs.length > 0 && this.#takes('}')) break
      const key = this.value(depth + 1)
      // JSON's keys are strings.
      if (key === undefined || /^[[{]/.test(key) || !this.#takes(':')) return undefined
      const value = this.value(depth + 1)
      if (value === undefined) return undefined
      pairs.push(`${key.startsWith('"') ? key : `"${key}"`}: ${value}`)
    }
    return `{${pairs.join(', ')}}`
  }

  #string(quote: string): string | undefined {
    const body = this.#match(quote === '"' ? /"(?:[^"\\]|\\[^])*"/y : /'(?:[^'\\]|\\[^])*'/y)
    if (body === undefined) return undefined
    const value = body
      .slice(1, -1)
      .replaceAll(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g, (whole, ...groups: string[]) => {
        const code = groups[0] ?? groups[1] ?? groups[2]
        if (code !== undefined) return characterOf(code) ?? whole
        const letter = groups[3] ?? ''
        // Python keeps the backslash of an escape it does not know; quotes and the backslash stand for themselves.
        return escapes[letter] ?? (/["'\\]/.test(letter) ? letter : whole)
      })
    return JSON.stringify(value)
  }

  #takes(character: string): boolean {
    this.#match(/\s*/y)
    if (this.#text[this.#at] !== character) return false
    this.#at++
    return true
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const [found] = pattern.exec(this.#text) ?? []
    this.#at += found?.length ?? 0
    return found
  }
}

function characterOf(hexadecimal: string): string | undefined {
  const code = Number.parseInt(hexadecimal, 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

// The digits stay as they were written: a number may be longer than a double holds.
function numberText(word: string): string | undefined {
  const [, sign, whole, fraction, exponent] = /^([-+]?)(\d[\d_]*)?(?:\.(\d*))?((?:[eE][-+]?\d+)?)$/.exec(word) ?? []
  if (whole === undefined && !fraction) return undefined
  const digits = (whole ?? '0').replaceAll('_', '').replace(/^0+(?=\d)/, '')
  return `${sign === '-' ? '-' : ''}${digits}${fraction ? `.${fraction}` : ''}${exponent ?? ''}`
}
