/**
 * What a character of a JSON object is to the object's members: part of a key or a value, the layout between them, the
 * brace that ends the object, or a mistake.
 */
export type JsonRole = 'key' | 'value' | 'layout' | 'end' | 'mistake'

const blank = /[ \t\n\r]/
const numberText = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const words = new Set(['true', 'false', 'null'])

type Phase = 'start' | 'first-key' | 'key' | 'colon' | 'value' | 'first-item' | 'after' | 'string' | 'scalar' | 'over'

/** Checks a JSON object (RFC 8259) by the character. */
export class JsonScanner {
  #phase: Phase = 'start'
  // Containers around the place, outermost first.
  readonly #stack: ('{' | '[')[] = []
  #isKey = false
  // Characters of an escape that are still to come; -1 right after a backslash.
  #escape = 0
  #scalar = ''

  /** Takes a character. After 'end' or 'mistake' nothing more may come. */
  take(character: string): JsonRole {
    switch (this.#phase) {
      case 'string':
        return this.#string(character)
      case 'scalar':
        return this.#scalarGoesOn(character)
      default:
        return blank.test(character) ? this.#member('layout') : this.#structure(character)
    }
  }

  #structure(character: string): JsonRole {
    switch (this.#phase) {
      case 'start':
        if (character !== '{') return 'mistake'
        this.#open('{')
        return 'layout'
      case 'first-key':
      case 'key':
        if (character === '"') return this.#openString(true)
        return character === '}' && this.#phase === 'first-key' ? this.#close(character) : 'mistake'
      case 'colon':
        if (character !== ':') return 'mistake'
        this.#phase = 'value'
        return this.#member('layout')
      case 'first-item':
        return character === ']' ? this.#close(character) : this.#value(character)
      case 'value':
        return this.#value(character)
      case 'after':
        if (character !== ',') return this.#close(character)
        this.#phase = this.#stack.at(-1) === '{' ? 'key' : 'value'
        return this.#member('layout')
      default:
        return 'mistake'
    }
  }

  #value(character: string): JsonRole {
    if (character === '"') return this.#openString(false)
    if (character === '{' || character === '[') {
      this.#open(character)
      return 'value'
    }
    if (!/[-\dtfn]/.test(character)) return 'mistake'
    this.#scalar = character
    this.#phase = 'scalar'
    return 'value'
  }

  #open(bracket: '{' | '['): void {
    this.#stack.push(bracket)
    this.#phase = bracket === '{' ? 'first-key' : 'first-item'
  }

  #close(character: string): JsonRole {
    const opened = this.#stack.pop()
    if (opened === undefined || character !== (opened === '{' ? '}' : ']')) return 'mistake'
    this.#phase = this.#stack.length === 0 ? 'over' : 'after'
    return this.#stack.length === 0 ? 'end' : 'value'
  }

  #openString(isKey: boolean): JsonRole {
    this.#isKey = isKey
    this.#phase = 'string'
    return this.#stringRole()
  }

  #string(character: string): JsonRole {
    if (this.#escape === -1) {
      if (!/["\\/bfnrtu]/.test(character)) return 'mistake'
      this.#escape = character === 'u' ? 4 : 0
    } else if (this.#escape > 0) {
      if (!/[\da-fA-F]/.test(character)) return 'mistake'
      this.#escape--
    } else if (character === '\\') {
      this.#escape = -1
    } else if (character < ' ') {
      return 'mistake'
    } else if (character === '"') {
      this.#phase = this.#isKey ? 'colon' : 'after'
    }
    return this.#stringRole()
  }

  #stringRole(): JsonRole {
    return this.#isKey && this.#stack.length === 1 ? 'key' : 'value'
  }

  // A number or word has no last character of its own: what follows it is looked at as well.
  #scalarGoesOn(character: string): JsonRole {
    if (/[-+.\w]/.test(character)) {
      this.#scalar += character
      return 'value'
    }
    if (!numberText.test(this.#scalar) && !words.has(this.#scalar)) return 'mistake'
    this.#phase = 'after'
    return blank.test(character) ? this.#member('layout') : this.#structure(character)
  }

  // Between members of inner containers everything is part of a value.
  #member(role: 'layout'): JsonRole {
    return this.#stack.length > 1 ? 'value' : role
  }
}
