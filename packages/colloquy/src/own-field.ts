/** A field that the record itself has. Inherited ones, such as `toString`, are not wire data. */
export function ownField(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
