import { SchemaRefusal } from '../schema-refusal.ts'
import { propertyOf } from '../shape/intersect.ts'
import type { ObjectAlternative } from '../shape/shape.ts'
import { withFewKeysListed } from './listed-keys.ts'
import { jsonObject, type ObjectNotation } from './object-notation.ts'
import { ObjectPairs, type DeclaredPair } from './object-pairs.ts'
import { PairWalk, type Counting, type ObjectPlan } from './pair-walk.ts'
import type { SchemaGrammar } from './schema-grammar.ts'

const mostPlaces = 4000
// How many times more rules the common walk may take. More rules only make the grammar longer, while two ways to read
// an object become four with such an object inside it.
const mostGrowth = 4

/**
 * Rules for the objects that some alternatives allow; none where there are none. Declared keys come in the schema's order;
 * keys that are not declared may stand anywhere between them.
 */
export function objectRules(
  grammar: SchemaGrammar,
  objects: readonly ObjectAlternative[],
  pointer: string,
  notation: ObjectNotation = jsonObject(grammar),
): string[] {
  const plans = withSameKeys(grammar, objects)
    .map((object, id) => planOf(grammar, object, id, pointer, notation))
    .filter((plan) => plan !== undefined)
  return walksOf(grammar, notation, plans).flatMap((walk) => {
    const body = walk.rule()
    return body === undefined ? [] : [grammar.writer.rule(`${notation.open} ${body}`.trimStart())]
  })
}

/**
 * Lists in each object the keys that the others list, too. Otherwise a key that only some objects list would count as
 * any other key in the rest, and it could not decide between them.
 */
function withSameKeys(grammar: SchemaGrammar, objects: readonly ObjectAlternative[]): readonly ObjectAlternative[] {
  if (objects.length < 2) return objects
  const keys = new Set(objects.flatMap(({ properties }) => [...properties.keys()]))
  return objects.map((object) => {
    const properties = new Map(object.properties)
    for (const key of keys) if (!properties.has(key)) properties.set(key, propertyOf(grammar.shapes.make, object, key))
    return { ...object, properties }
  })
}

function planOf(
  grammar: SchemaGrammar,
  object: ObjectAlternative,
  id: number,
  pointer: string,
  notation: ObjectNotation,
): ObjectPlan | undefined {
  const listed = isCounted(object) ? withFewKeysListed(grammar.shapes, object) : object
  const pairs = new ObjectPairs(grammar, listed, pointer, notation)
  const counting = countingOf(listed, pairs)
  if (counting === undefined) return undefined
  if ((counting.limit + 1) * (listed.properties.size + 1) * 2 ** object.some.length > mostPlaces) {
    throw new SchemaRefusal(pointer, 'counting that many properties takes too large a grammar')
  }
  return { id, pairs, counting }
}

/** One walk for all objects, or one for each where all together would take many more rules. */
function walksOf(grammar: SchemaGrammar, notation: ObjectNotation, plans: readonly ObjectPlan[]): PairWalk[] {
  const order = plans.length > 1 ? commonOrder(plans) : undefined
  if (order !== undefined) {
    const together = new PairWalk(grammar, notation, plans, order)
    const apart = plans.reduce((places, { pairs }) => places + 2 * (pairs.declared.length + 1), 0)
    if (together.hasAtMost(mostGrowth * apart)) return [together]
  }
  return plans.map((plan) => {
    const keys = plan.pairs.declared.map(({ key }) => key)
    return new PairWalk(grammar, notation, [plan], keys)
  })
}

/** An order of all keys that has each object's keys in their places; undefined where two of them disagree. */
function commonOrder(plans: readonly ObjectPlan[]): string[] | undefined {
  const lists = plans.map(({ pairs }) => pairs.declared).toSorted((a, b) => b.length - a.length)
  const order: string[] = []
  for (const list of lists) {
    const placed = list.filter(({ isPlaced }) => isPlaced)
    if (!insert(order, placed, 0)) return undefined
  }
  // Keys without a place come after those that have one, as in the longest list that has them.
  const behind = order.length
  for (const list of lists) insert(order, list, behind)
  return order
}

/** Puts each new key after the one before it, no further ahead than `from`; tells whether the known ones were in order. */
function insert(order: string[], pairs: readonly DeclaredPair[], from: number): boolean {
  let [place, isInOrder] = [0, true]
  for (const { key } of pairs) {
    const known = order.indexOf(key)
    if (known < 0) order.splice(Math.max(place, from), 0, key)
    else if (known < place) isInOrder = false
    place = (known < 0 ? Math.max(place, from) : known) + 1
  }
  return isInOrder
}

/** Whether more pairs must be there than the required ones and a single other. */
function isCounted({ min, properties }: ObjectAlternative): boolean {
  return min > Math.max(1, [...properties.values()].filter(({ required }) => required).length)
}

/**
 * How the pairs of an object are counted; undefined if no number of pairs is allowed. Counting costs a rule for each
 * place and count.
 */
function countingOf({ min, max }: ObjectAlternative, pairs: ObjectPairs): Counting | undefined {
  const { needed, most } = pairs
  if (Math.max(min, needed) > Math.min(max, most)) return undefined
  const extrasCountOnce = min > Math.max(1, needed) && most === Infinity
  if (min <= needed && max >= most) return { min: 0, max: Infinity, limit: 1, extrasCountOnce }
  return { min, max, limit: Math.max(min, max < Infinity ? max : 0, 1), extrasCountOnce }
}
