/** A field of a record's own; what it inherits, as `toString`, is none of wire data. */
export function ownField(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
