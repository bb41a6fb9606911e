import { wordsOf } from '../regular/words-of.ts'
import { propertyOf } from '../shape/intersect.ts'
import type { ObjectAlternative } from '../shape/shape.ts'
import type { Shapes } from '../shape/shapes.ts'

// Each takes a rule for every count.
const mostListed = 50

/**
 * The same object, with keys listed that can only be one of a few words, such as those of `propertyNames` with an
 * `enum`. A listed key comes at most once, so pairs can be counted. It also comes in the order of the list, which is
 * why this is used only where pairs must be counted.
 */
export function withFewKeysListed(shapes: Shapes, object: ObjectAlternative): ObjectAlternative {
  const { make } = shapes
  const properties = new Map(object.properties)
  const unlisted = make.not(make.words(properties.keys()))
  for (const { keys } of [...object.classes, ...object.some]) {
    const automaton = shapes.automatonOf(make.all(keys, unlisted))
    for (const key of (automaton && wordsOf(automaton, mostListed)) ?? []) {
      const property = propertyOf(make, object, key)
      if (property.allowed) properties.set(key, property)
    }
  }
  return { ...object, properties }
}
