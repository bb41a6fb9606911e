import { codePoints } from './code-points.ts'
import type { Scope } from './scope.ts'
import type { Target } from './syntax.ts'
import { TemplateError } from './template-error.ts'
import { iterate, Opaque, type Value } from './value.ts'

/** Assigns a value to a name, to an attribute of a namespace, or item by item to several names. */
export function assign(target: Target, value: Value, scope: Scope): void {
  if (target.type === 'name') {
    scope.set(target.name, value)
  } else if (target.type === 'member') {
    const owner = scope.get(target.name)
    if (!(owner instanceof Opaque) || owner.kind !== 'Namespace') {
      throw new TemplateError('runtime', 'cannot assign attribute on non-namespace object')
    }
    owner.attributes.set(target.attribute, value)
  } else {
    const items = iterate(value, codePoints)
    const wanted = target.targets.length
    if (items.length !== wanted) {
      const message =
        items.length < wanted
          ? `not enough values to unpack (expected ${wanted}, got ${items.length})`
          : `too many values to unpack (expected ${wanted})`
      throw new TemplateError('runtime', message)
    }
    for (const [index, inner] of target.targets.entries()) assign(inner, items[index] ?? null, scope)
  }
}
