// RFC 3339, section 5.6, but for the year 0000 and leap seconds: neither is a date to JavaScript and Python at once.
const year = '\\d{4}'
const monthDay =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))'
const leapYear = '(?:(?:\\d\\d(?:0[48]|[2468][048]|[13579][26]))|(?:(?:[02468][048]|[13579][26])00))'
const date = `(?!0000)(?:${year}-${monthDay}|${leapYear}-02-29)`
const hourMinute = '(?:[01]\\d|2[0-3]):[0-5]\\d'
const time = `${hourMinute}:[0-5]\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-]${hourMinute})`

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4 = `${octet}(?:\\.${octet}){3}`
const hextet = '[0-9a-fA-F]{1,4}'
// RFC 4291, section 2.2: how many groups may stand before and after the gap.
const ipv6 = [
  `(?:${hextet}:){7}${hextet}`,
  ...Array.from({ length: 7 }, (_, before) => {
    const head = before === 0 ? ':' : `(?:${hextet}:){${before}}`
    const after = 6 - before
    const tail = after === 0 ? `(?:${hextet})?` : `(?:(?:${hextet}:){0,${after}}${hextet})?`
    return `${head}:${tail}`
  }),
  `(?:${hextet}:){7}:`,
  `(?:${hextet}:){6}${ipv4}`,
  `::(?:${hextet}:){0,5}${ipv4}`,
].join('|')

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const shortLabel = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,22}[A-Za-z0-9])?'
const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"

// RFC 5321, 4.1.2, without quoted names and addresses in brackets; a domain without a dot reaches nobody outside.
const email = `${atom}(?:\\.${atom})*@(?:${label}\\.)+${label}`
const anyLabel = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?'

/**
 * Addresses of at most `longest` characters. To count all of them and those of each label takes thousands of states,
 * so a longer one has at most 64 before the @ (RFC 5321, 4.5.3.1.1), and 63 after it, which is as much as a label may.
 */
function emailWithin(longest: number): string {
  const name = `${atom}(?:\\.${atom})*`
  const domain = `(?:${anyLabel}\\.)+${anyLabel}`
  if (longest <= 67) return `(?=.{0,${longest}}$)${name}@${domain}`
  const behind = Math.min(63, Math.floor(longest / 2))
  return `(?=[^@]{1,${Math.min(64, longest - 1 - behind)}}@)${name}@(?=.{1,${behind}}$)${domain}`
}
// At most 253 characters in all (RFC 1123, 2.1). Counting them and each label's 63 takes 16,000 states; these two
// shapes stay within both limits with 800.
const hostname = `${label}(?:\\.${label}){0,2}|${shortLabel}(?:\\.${shortLabel}){0,9}`
// RFC 5891, 4.2.3.1: two hyphens announce a coded label, which must be the code of something. As a whole no longer than a
// label may be.
const word = '[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*'
const idnHostname = `(?=.{1,63}$)${word}(?:\\.${word})*`

// RFC 3986, appendix A, in one line each.
const hex = '%[0-9A-Fa-f]{2}'
const unreserved = "A-Za-z0-9._~!$&'()*+,;=\\-"
const segment = `(?:[${unreserved}:@]|${hex})`
// A user or a port without a host is allowed there as well, and no address to anybody.
const host = `(?:\\[(?:${ipv6})\\]|(?:[${unreserved}]|${hex})+)`
const authority = `(?:(?:(?:[${unreserved}:]|${hex})*@)?${host}(?::\\d*)?)?`
// Nothing at all after the scheme is allowed there, but no address; validators differ, so it is not written.
const hierarchy = `(?://${authority}(?:/${segment}*)*|/(?:${segment}+(?:/${segment}*)*)?|${segment}+(?:/${segment}*)*)`
const query = `(?:\\?(?:${segment}|[/?])*)?(?:#(?:${segment}|[/?])*)?`
const uri = `[A-Za-z][A-Za-z0-9+.-]*:${hierarchy}${query}`

/**
 * URIs of at most `longest` characters, 64 or more: to count the whole of them takes thousands of states, so each part
 * has a share. The host is a name, and what comes before a fragment has what the others leave.
 */
function uriWithin(longest: number): string {
  const [name, fragment] = [Math.min(63, Math.floor(longest / 3)), Math.min(32, Math.floor(longest / 8))]
  const before = longest - '123456789abc:#'.length - fragment
  const within = (most: number): string => `(?=[^#]{0,${most}}(?:#.{0,${fragment}})?$)`
  const address = `//[A-Za-z0-9][A-Za-z0-9.-]{0,${name - 1}}(?::\\d{1,5})?${within(before - '//:65535'.length - name)}`
  return `[A-Za-z][A-Za-z0-9+.-]{0,11}:(?:${address}(?:/(?:${segment}|/)*)?|${within(before)}${segment}(?:${segment}|/)*)${query}`
}

const relative = `(?://${authority}(?:/${segment}*)*|/(?:${segment}+(?:/${segment}*)*)?|(?:[${unreserved}@]|${hex})+(?:/${segment}*)*)?${query}`

// RFC 6570, section 2: expressions of all levels among characters that need no encoding. A prefix may have four digits
// there; a reader in Python takes three.
const variable = '\\w+(?::[1-9]\\d{0,2}|\\*)?'
const uriTemplate = `(?:[A-Za-z0-9._~!$&()*+,;=:@/?#\\-]|${hex}|\\{[+#./;?&]?${variable}(?:,${variable})*\\})*`

// Patterns of ECMA-262 and their nesting are not regular. These are read alike by all engines; groups nest two deep.
const plainAtom = '[\\w ,:;<>=!@#%&~"\'/-]|\\.|\\\\[dDwWsStnrfv.*+?^$|()[\\]{}/\\\\]'
const classAtom = '\\[\\^?(?:a-z|A-Z|0-9|[\\w .,:@/]|\\\\[dDwWsS])+\\]'
const times = '(?:(?:[*+?]|\\{\\d{1,3},?\\}|\\{0,\\d{1,3}\\}|\\{1,[1-9]\\d{0,2}\\})\\??)?'
const choice = (piece: string): string => `(?:(?:${piece})${times})*(?:\\|(?:(?:${piece})${times})*)*`
const group = (piece: string): string => `${piece}|\\((?:\\?:)?${choice(piece)}\\)`
const regex = `\\^?${choice(group(group(`${plainAtom}|${classAtom}`)))}\\$?`

/** What each format of JSON Schema 2020-12 names, as a pattern of ECMAScript. */
export const formatPatterns: Readonly<Record<string, string>> = {
  date,
  time,
  'date-time': `${date}[Tt]${time}`,
  duration: 'P(?:\\d+W|(?=[\\dT])(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?)',
  email,
  hostname,
  'idn-hostname': idnHostname,
  ipv4,
  ipv6,
  uri,
  'uri-reference': `${uri}|${relative}`,
  uuid: '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
  'json-pointer': '(?:/(?:[^~/]|~[01])*)*',
  'uri-template': uriTemplate,
  regex,
  'relative-json-pointer': '(?:0|[1-9]\\d*)(?:#|(?:/(?:[^~/]|~[01])*)*)',
}

/**
 * Formats whose length is counted by a pattern of its own, for limits of at least `from`. By far the most limits are at
 * least `most`, which is made beforehand; one with a lower limit takes some 25 ms, once.
 */
export const limitedFormats: readonly LimitedFormat[] = [
  { name: 'email', from: 0, most: 128, within: emailWithin },
  { name: 'uri', from: 64, most: 255, within: uriWithin },
]

interface LimitedFormat {
  readonly name: string
  readonly from: number
  readonly most: number
  readonly within: (longest: number) => string
}
