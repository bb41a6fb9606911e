import { isJsonObject, type Json } from '../schema/json.ts'

/** A value as JSON with the keys of its objects in every order, up to `most` texts. */
export function textsOf(value: Json, most = 200): string[] {
  if (Array.isArray(value)) {
    return combined(value.map((item) => textsOf(item, most)), most).map((items) => `[${items.join()}]`)
  }
  if (!isJsonObject(value)) return [JSON.stringify(value)]
  const pairs = Object.entries(value).map(([key, each]) =>
    textsOf(each, most).map((text) => `${JSON.stringify(key)}: ${text}`),
  )
  const written = combined(pairs, most).flatMap(orders)
  return written.slice(0, most).map((each) => `{${each.join(', ')}}`)
}

function combined(choices: readonly (readonly string[])[], most: number): string[][] {
  let texts: string[][] = [[]]
  for (const choice of choices) texts = texts.flatMap((text) => choice.map((each) => [...text, each])).slice(0, most)
  return texts
}

function orders(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]))
}
