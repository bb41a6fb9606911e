/** The path to what stands in a list or an object, as OpenAI writes it: `messages[0].content`. */
export function pathTo(outer: string, name: string | number): string {
  if (typeof name === 'number') return `${outer}[${name}]`
  return outer === '' ? name : `${outer}.${name}`
}
