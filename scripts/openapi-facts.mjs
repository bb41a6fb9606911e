// Boils an OpenAPI file down to the facts a schema can be tested against, without its prose:
//   node scripts/openapi-facts.mjs openapi.json > packages/colloquy/src/validate/__fixtures__/openai-2.3.0-facts.json
// With `-` for the path, the file is read from standard input.
// Result: schema name → place → fact. A place is a path inside the schema: `` (the schema itself), `choices[]`
// (an item), `logit_bias{}` (a value of a map), `format(grammar).grammar` (one of several object alternatives, by its
// type). A fact: required, nullable, deprecated, types, enum, ref (names of other schemas) and range.
import { readFileSync } from 'node:fs'

const path = process.argv[2]
if (path === undefined) {
  process.stderr.write('Pass the path of an OpenAPI file in JSON: node scripts/openapi-facts.mjs openapi.json\n')
  process.exit(2)
}
const { schemas } = JSON.parse(readFileSync(path === '-' ? 0 : path, 'utf8')).components

const facts = {}
for (const name of Object.keys(schemas).toSorted()) {
  const places = {}
  collect(schemas[name], '', {}, places)
  facts[name] = places
}
process.stdout.write(`${object(facts, (places) => object(places, (fact) => JSON.stringify(fact)))}\n`)

/** JSON with a member a line, so that a change of the published file reads as a short diff. */
function object(members, write) {
  return `{\n${Object.entries(members)
    .map(([name, member]) => `${JSON.stringify(name)}: ${write(member)}`)
    .join(',\n')}\n}`
}

/** Adds what a schema says about a place, and about the places inside. */
function collect(schema, place, known, places) {
  const fact = (places[place] ??= {})
  const add = (key, values) => (fact[key] = [...new Set([...(fact[key] ?? []), ...values])])
  if (known.required) fact.required = true
  if (isNullable(schema) && place !== '') fact.nullable = true
  if (schema.deprecated === true && place !== '') fact.deprecated = true
  if (schema.$ref !== undefined) {
    add('ref', [nameOf(schema.$ref)])
    return
  }
  for (const part of (schema.allOf ?? []).map(resolve)) collect(part, place, {}, places)
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(({ type }) => type !== 'null')
  const several = alternatives.filter(({ properties }) => properties !== undefined).length > 1
  for (const alternative of alternatives) {
    const type = alternative.properties?.type?.enum?.[0]
    if (several && type !== undefined) {
      add('types', ['object'])
      collect(alternative, `${place}(${type})`, {}, places)
    } else {
      collect(alternative, place, {}, places)
    }
  }
  if (schema.type !== undefined) add('types', [schema.type])
  if (schema.enum !== undefined) add('enum', schema.enum)
  for (const limit of ['minimum', 'maximum', 'minItems', 'maxItems', 'minLength', 'maxLength']) {
    if (schema[limit] !== undefined) fact[limit] = schema[limit]
  }
  const inside = (step) =>
    place === '' || step.startsWith('[') || step.startsWith('{') ? place + step : `${place}.${step}`
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    collect(property, inside(name), { required: schema.required?.includes(name) === true }, places)
  }
  if (schema.items !== undefined) collect(schema.items, inside('[]'), {}, places)
  if (typeof schema.additionalProperties === 'object') collect(schema.additionalProperties, inside('{}'), {}, places)
}

/** Null may be said by `nullable`, by an alternative, or by the schema that is referred to. */
function isNullable(schema) {
  if (schema.nullable === true) return true
  if (schema.$ref !== undefined) return isNullable(schemas[nameOf(schema.$ref)])
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some((part) => part.type === 'null' || isNullable(part))
}

function resolve(schema) {
  return schema.$ref === undefined ? schema : schemas[nameOf(schema.$ref)]
}

function nameOf(ref) {
  return ref.slice(ref.lastIndexOf('/') + 1)
}
