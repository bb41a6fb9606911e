import { LarkError, type LarkNode } from './lark-node.ts'
import { isTerminal } from './parse-lark.ts'

type Rules = ReadonlyMap<string, LarkNode>

/**
 * The same rules, none of which begins with itself: `sum: product | sum "+" product` becomes
 * `sum: product ("+" product)*`. Throws `LarkError` for rules that begin with themselves through others, for repeated
 * parts that may be empty, and for a grammar no text ever completes.
 */
export function withoutLeftRecursion(rules: Rules): Rules {
  const nullable = fixedPoint(rules, isNullable)
  const completable = fixedPoint(rules, isCompletable)
  for (const name of rules.keys()) {
    if (!completable.has(name)) throw new LarkError(`no text ever completes the rule \`${name}\``)
  }
  const straightened = new Map<string, LarkNode>()
  for (const [name, node] of rules) straightened.set(name, straighten(name, node, nullable))
  for (const [name, node] of straightened) {
    refuseEmptyLoops(node, nullable)
    if (begins(straightened, nullable, node, name)) {
      throw new LarkError(`the rule \`${name}\` begins with itself through other rules`)
    }
  }
  return straightened
}

/** The rules of which `holds` is true, given those already found: grown until none is added. */
function fixedPoint(rules: Rules, holds: (node: LarkNode, found: ReadonlySet<string>) => boolean): ReadonlySet<string> {
  const found = new Set<string>()
  for (let grew = true; grew;) {
    grew = false
    for (const [name, node] of rules) {
      if (found.has(name) || !holds(node, found)) continue
      found.add(name)
      grew = true
    }
  }
  return found
}

function isNullable(node: LarkNode, nullable: ReadonlySet<string>): boolean {
  switch (node.kind) {
    case 'name':
      return nullable.has(node.name)
    case 'sequence':
      return node.parts.every((part) => isNullable(part, nullable))
    case 'either':
      return node.parts.some((part) => isNullable(part, nullable))
    case 'repeat':
      return node.min === 0 || isNullable(node.inner, nullable)
    default:
      return false
  }
}

function isCompletable(node: LarkNode, completable: ReadonlySet<string>): boolean {
  switch (node.kind) {
    case 'name':
      return isTerminal(node.name) || completable.has(node.name)
    case 'sequence':
      return node.parts.every((part) => isCompletable(part, completable))
    case 'either':
      return node.parts.some((part) => isCompletable(part, completable))
    case 'repeat':
      return node.min === 0 || isCompletable(node.inner, completable)
    default:
      return true
  }
}

function straighten(name: string, node: LarkNode, nullable: ReadonlySet<string>): LarkNode {
  const ways = node.kind === 'either' ? node.parts : [node]
  const [others, tails]: [LarkNode[], LarkNode[]] = [[], []]
  for (const way of ways) {
    const [first, ...rest] = way.kind === 'sequence' ? way.parts : [way]
    if (first?.kind !== 'name' || first.name !== name) others.push(way)
    // A rule that is itself or more of nothing says nothing new.
    else if (rest.length > 0) tails.push({ kind: 'sequence', parts: rest })
  }
  if (tails.length === 0) return others.length === ways.length ? node : { kind: 'either', parts: others }
  const tail: LarkNode = { kind: 'either', parts: tails }
  if (isNullable(tail, nullable)) throw new LarkError(`the rule \`${name}\` may begin with itself and nothing more`)
  const again: LarkNode = { kind: 'repeat', inner: tail, min: 0, max: Infinity }
  return { kind: 'sequence', parts: [{ kind: 'either', parts: others }, again] }
}

// llama.cpp would walk round such a loop for ever, or refuse the grammar.
function refuseEmptyLoops(node: LarkNode, nullable: ReadonlySet<string>): void {
  if (node.kind === 'sequence' || node.kind === 'either')
    for (const part of node.parts) refuseEmptyLoops(part, nullable)
  if (node.kind !== 'repeat') return
  refuseEmptyLoops(node.inner, nullable)
  if (node.max > 1 && isNullable(node.inner, nullable)) throw new LarkError('a repeated part must not be empty')
}

/** Whether a text of `start` may begin with one of the rule `name`, looking through the rules that come first. */
function begins(rules: Rules, nullable: ReadonlySet<string>, start: LarkNode, name: string): boolean {
  const seen = new Set<string>()
  const waiting = firstRules(start, nullable)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === name) return true
    const node = rules.get(next)
    if (seen.has(next) || node === undefined) continue
    seen.add(next)
    waiting.push(...firstRules(node, nullable))
  }
  return false
}

function firstRules(node: LarkNode, nullable: ReadonlySet<string>): string[] {
  switch (node.kind) {
    case 'name':
      return isTerminal(node.name) ? [] : [node.name]
    case 'either':
      return node.parts.flatMap((part) => firstRules(part, nullable))
    case 'repeat':
      return firstRules(node.inner, nullable)
    case 'sequence': {
      const found: string[] = []
      for (const part of node.parts) {
        found.push(...firstRules(part, nullable))
        if (!isNullable(part, nullable)) break
      }
      return found
    }
    default:
      return []
  }
}
