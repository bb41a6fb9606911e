/** What a language's comments, strings and words look like. */
import type { Format } from '../terminal/colour.ts'

/** The rough shape of a language. */
export interface CodeLanguage {
  readonly words: ReadonlySet<string>
  /** Marks of a comment up to the end of the line. */
  readonly comments: readonly string[]
  /** What may go over several lines. */
  readonly spans: readonly { readonly start: string; readonly end: string; readonly format: Format }[]
  /** A whole string within a line, at the beginning of the text. */
  readonly quotes: RegExp
  readonly ignoreCase?: true
}

/** The language that a fence names (`ts`, `python`, `sh`); undefined for one we do not know. */
export function findLanguage(name: string): CodeLanguage | undefined {
  const key = name.toLowerCase()
  return byName.get(key)
}

const bothQuotes = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/u
const allQuotes = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/u
const block = { start: '/*', end: '*/', format: 'dim' } as const
const triple = [
  { start: '"""', end: '"""', format: 'green' },
  { start: "'''", end: "'''", format: 'green' },
] as const

const languages: readonly (readonly [string, CodeLanguage])[] = [
  [
    'js javascript jsx mjs cjs ts typescript tsx mts',
    {
      words: words(
        'abstract as async await break case catch class const continue default delete do else enum export extends false finally for from function get if implements import in instanceof interface let namespace new null of private protected public readonly return satisfies set static super switch this throw true try type typeof undefined using var void while yield',
      ),
      comments: ['//'],
      spans: [block],
      quotes: allQuotes,
    },
  ],
  [
    'py python python3',
    {
      words: words(
        'and as assert async await break case class continue def del elif else except False finally for from global if import in is lambda match None nonlocal not or pass raise return self True try while with yield',
      ),
      comments: ['#'],
      spans: triple,
      quotes: bothQuotes,
    },
  ],
  [
    'sh bash zsh shell console fish',
    {
      words: words(
        'case cd do done echo elif else esac exit export fi for function if in local printf read return set sudo then unset until while',
      ),
      comments: ['#'],
      spans: [],
      quotes: bothQuotes,
    },
  ],
  [
    'c h cpp c++ cc hpp java kotlin kt cs csharp swift scala dart',
    {
      words: words(
        'abstract auto bool boolean break case catch char class const constexpr continue default delete do double else enum extends false final float for fun func if implements import in include int interface let long namespace new null nullptr override package private protected public return short signed sizeof static string struct super switch template this throw true try typedef typename union unsigned using val var virtual void volatile when while',
      ),
      comments: ['//'],
      spans: [block, triple[0]],
      quotes: bothQuotes,
    },
  ],
  [
    'go golang',
    {
      words: words(
        'break case chan const continue default defer else error fallthrough false for func go goto if import int interface map nil package range return select string struct switch true type var',
      ),
      comments: ['//'],
      spans: [block, { start: '`', end: '`', format: 'green' }],
      quotes: bothQuotes,
    },
  ],
  [
    'rs rust',
    {
      words: words(
        'as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while Some None Ok Err',
      ),
      comments: ['//'],
      spans: [block],
      quotes: /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)')/u,
    },
  ],
  ['json jsonc json5', { words: words('true false null'), comments: ['//'], spans: [block], quotes: bothQuotes }],
  [
    'yaml yml toml ini dockerfile makefile',
    {
      words: words('true false null yes no FROM RUN COPY CMD ENV ENTRYPOINT WORKDIR EXPOSE'),
      comments: ['#'],
      spans: triple,
      quotes: bothQuotes,
    },
  ],
  [
    'sql sqlite postgres postgresql mysql',
    {
      words: words(
        'add all alter and as asc between by case create cross delete desc distinct drop else end exists false from full group having if in index inner insert into is join key left like limit not null on or order outer primary references right select set table then true union unique update values view when where with',
      ),
      comments: ['--'],
      spans: [block],
      quotes: bothQuotes,
      ignoreCase: true,
    },
  ],
  [
    'rb ruby',
    {
      words: words(
        'begin break case class def do else elsif end ensure false for if in module next nil not or puts redo require rescue retry return self super then true unless until when while yield',
      ),
      comments: ['#'],
      spans: [],
      quotes: bothQuotes,
    },
  ],
  [
    'html xml svg vue',
    {
      words: words(
        'a body button code div form h1 h2 h3 head html img input li link meta ol p pre script span style table td th title tr ul',
      ),
      comments: [],
      spans: [{ start: '<!--', end: '-->', format: 'dim' }],
      quotes: bothQuotes,
    },
  ],
  ['css scss less', { words: words('important'), comments: [], spans: [block], quotes: bothQuotes }],
]

const byName = new Map(
  languages.flatMap(([names, language]) => names.split(' ').map((name) => [name, language] as const)),
)

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}
