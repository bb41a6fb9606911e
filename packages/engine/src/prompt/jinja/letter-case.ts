/** Python's `str.capitalize`: the first character in upper case, the rest in lower case. */
export function capitalize(text: string): string {
  const [first = ''] = text
  return first.toUpperCase() + text.slice(first.length).toLowerCase()
}

/** Python's `str.title`: each run of letters starts in upper case and goes on in lower case. */
export function titleCase(text: string): string {
  return text.replaceAll(/\p{L}+/gu, capitalize)
}
