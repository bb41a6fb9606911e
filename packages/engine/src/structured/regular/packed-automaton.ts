import type { Automaton, AutomatonEdge, AutomatonState } from './automaton.ts'
import type { CodePointSet } from './code-point-set.ts'

/**
 * An automaton as a short text, for those that are known before any schema is. All numbers are to base 36: the sets of
 * characters, then a bar, then the states; `!` marks one that accepts, and an edge is the number of its set and the
 * state it leads to. `a,a|0.1;!` takes one line feed and no more.
 */
export function packAutomaton({ states }: Automaton): string {
  const sets = new Map<string, number>()
  const packed = states.map(({ accepting, edges }) => {
    const ways = edges.map(({ characters, target }) => {
      const set = characters.map(short).join()
      const number = sets.get(set) ?? sets.size
      sets.set(set, number)
      return `${short(number)}.${short(target)}`
    })
    return (accepting ? '!' : '') + ways.join(' ')
  })
  return `${[...sets.keys()].join(' ')}|${packed.join(';')}`
}

/** The automaton that a text of {@link packAutomaton} stands for. */
export function unpackAutomaton(packed: string): Automaton {
  const bar = packed.indexOf('|')
  const sets = packed
    .slice(0, bar)
    .split(' ')
    .map((set): CodePointSet => set.split(',').map(long))
  const states = packed.slice(bar + 1).split(';')
  return { states: states.map((state) => unpackState(state, sets)) }
}

function unpackState(packed: string, sets: readonly CodePointSet[]): AutomatonState {
  const accepting = packed.startsWith('!')
  const ways = accepting ? packed.slice(1) : packed
  const edges = ways === '' ? [] : ways.split(' ').map((way) => unpackEdge(way, sets))
  return { accepting, edges }
}

function unpackEdge(packed: string, sets: readonly CodePointSet[]): AutomatonEdge {
  const [set = '', target = ''] = packed.split('.')
  return { characters: sets[long(set)] ?? [], target: long(target) }
}

function short(number: number): string {
  return number.toString(36)
}

function long(digits: string): number {
  return Number.parseInt(digits, 36)
}
