import { accepts } from '../regular/accepts.ts'
import { both } from '../schema/conjunction.ts'
import type { Judge } from './intersect.ts'
import type { KeyClass, ObjectAlternative, Property } from './shape.ts'

/**
 * The same object with fewer open demands. A demand that is met in any case is dropped. A demand that only one property
 * can meet becomes a demand on that property. Undefined if nothing can meet a demand. With this, closed objects of a
 * `oneOf` that exclude each other come to little more than the keys they must have.
 */
export function withSettledDemands(judge: Judge, object: ObjectAlternative): ObjectAlternative | undefined {
  const properties = new Map(object.properties)
  const open: KeyClass[] = []
  for (const demand of object.some) {
    const candidates = [...properties].filter(([key, { allowed }]) => allowed && accepts(judge.make, demand.keys, key))
    if (candidates.some(([, property]) => property.required && meets(property, demand))) continue
    const [only] = candidates
    if (candidates.length > 1 || mayBeOther(judge, object, demand)) open.push(demand)
    else if (only === undefined) return undefined
    else properties.set(only[0], { ...only[1], required: true, value: both(only[1].value, demand.value) })
  }
  return { ...object, properties, some: open }
}

function meets({ value }: Property, demand: KeyClass): boolean {
  return demand.value.every((node) => value.includes(node))
}

/** Whether a key that is not listed may meet a demand. */
function mayBeOther(judge: Judge, { properties, classes }: ObjectAlternative, demand: KeyClass): boolean {
  if (classes.length === 0) return false
  const { make } = judge
  const unlisted = make.all(demand.keys, make.not(make.words(properties.keys())))
  return classes.some(({ keys }) => judge.isInhabited(make.all(keys, unlisted)))
}
