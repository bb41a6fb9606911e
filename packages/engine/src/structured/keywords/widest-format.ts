// Told apart by what no reader lets pass: a date has no colon, and whatever is longer may be a time as well.
const widest: Readonly<Record<string, string>> = {
  date: '^[\\dW-]{1,10}$',
  time: '^\\d\\d:',
  'date-time': '^\\d{4}-?\\d\\d[^]{5}',
  duration: '^[Pp]',
  email: '@',
  'idn-email': '@',
  hostname: '^[\\w.-]*$',
  'idn-hostname': '^[^\\s/:@]*$',
  ipv4: '^[\\d.]+$',
  ipv6: '^[\\da-fA-F]*:',
  uri: '^[A-Za-z][A-Za-z0-9+.-]*:',
  iri: '^[A-Za-z][A-Za-z0-9+.-]*:',
  uuid: '^[Uu{]|^[\\da-fA-F-]{32,36}$',
  'json-pointer': '^/|^$|^#',
  'relative-json-pointer': '^\\d',
}

/**
 * A pattern that finds a match in all that any reader may take for a format. Validators differ: one takes a space
 * between date and time, another whatever has an @ for an address.
 */
export function widestFormat(format: string): string {
  return Object.hasOwn(widest, format) ? (widest[format] ?? '') : ''
}
