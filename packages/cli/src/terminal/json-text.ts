/**
 * JSON that is safe to show anywhere: JSON.stringify escapes the C0 controls, but leaves DEL and C1, which some
 * terminals obey, as they are. `indent` spreads it over lines for people.
 */
export function jsonText(value: unknown, options: { readonly indent?: boolean } = {}): string {
  return JSON.stringify(value, undefined, options.indent ? 2 : undefined).replaceAll(
    /[\u007f-\u009f]/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
