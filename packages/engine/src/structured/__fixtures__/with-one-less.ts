import { isJsonObject, type Json, type JsonObject } from '../schema/json.ts'

/** A schema without one of its keywords, here or further in; `random` gives numbers from 0 to 1. */
export function withOneLess(schema: JsonObject, random: () => number): JsonObject {
  const ways = [...lesser(schema)]
  const chosen = ways[Math.floor(random() * ways.length)]
  return isJsonObject(chosen) ? chosen : schema
}

function* lesser(value: Json): Iterable<Json> {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) for (const less of lesser(each)) yield value.with(index, less)
  }
  if (!isJsonObject(value)) return
  for (const [key, each] of Object.entries(value)) {
    const { [key]: _, ...others } = value
    // Without its definitions it would refer to nothing.
    if (key !== '$defs') yield others
    for (const less of lesser(each)) yield { ...value, [key]: less }
  }
}
