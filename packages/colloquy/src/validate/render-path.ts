/** Where a value stands: object keys and list indices, outermost first. */
export type Path = readonly (string | number)[]

// A key is the sender's text: long ones would let a body leak into logs.
const longestKey = 64

/** Writes a path as `messages[2].content[0].type`; keys that are no plain word stand in brackets and quotes. */
export function renderPath(path: Path): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (step.length <= longestKey && /^[A-Za-z_$][\w$-]*$/.test(step)) text += text === '' ? step : `.${step}`
    else text += `[${JSON.stringify(step.length > longestKey ? `${step.slice(0, longestKey)}…` : step)}]`
  }
  return text
}
