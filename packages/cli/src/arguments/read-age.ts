const units: Readonly<Record<string, number | undefined>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Milliseconds of an age: `12h`, `30d` or `8w`; undefined for any other text. */
export function readAge(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d+)([hdw])$/u.exec(text) ?? []
  const milliseconds = Number(amount) * (units[unit] ?? Number.NaN)
  return amount !== '' && Number.isSafeInteger(milliseconds) ? milliseconds : undefined
}
