/** True when the name is read anywhere in a syntax tree. */
export function mentions(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((item) => mentions(item, name))
  if (typeof node !== 'object' || node === null) return false
  if ('type' in node && node.type === 'name' && 'name' in node && node.name === name) return true
  return Object.values(node).some((item) => mentions(item, name))
}
