/** True for an object whose fields may be anything: wire data before it is checked. Lists are not records. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
