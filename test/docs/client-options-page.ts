import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** One option: its name, its type, and what its comment says of it. */
interface Option {
  readonly name: string
  readonly type: string
  readonly comment: string
}

/** The interfaces whose members are the page, in its order. */
const sections: readonly (readonly [file: string, name: string, title: string])[] = [
  ['options.ts', 'ClientOptions', 'Client options'],
  ['colloquy-options.ts', 'ServerOptions', 'Choosing among several servers'],
  ['colloquy-options.ts', 'ColloquyOptions', 'Backends, dialects and middleware'],
  ['dialect.ts', 'Dialect', 'Fields of `dialect`'],
  ['openai-options.ts', 'OpenAiOptions', 'Options under openai’s names'],
  ['timeouts.ts', 'TimeoutOptions', 'Fields of `timeout`'],
  ['options.ts', 'RequestOptions', 'Options of one call (the second argument)'],
]

/** Writes the page of all options from the comments that editors show. */
export function clientOptionsPage(): string {
  const parts = sections.map(([file, name, title]) => {
    const entries = optionsOf(file, name).map(
      ({ name: option, type, comment }) => `### ${option}\n\n\`${type}\`\n\n${comment}\n`,
    )
    return `## ${title}\n\n${entries.join('\n')}`
  })
  return `# Client options

The options of \`new Colloquy(options)\` and of each call. This page is generated from the comments that your editor shows.

${parts.join('\n')}`
}

/** Reads the members of an interface. Throws where one is not explained, or does not tell its default. */
function optionsOf(file: string, name: string): Option[] {
  const path = new URL(`../../packages/colloquy/src/client/${file}`, import.meta.url)
  const source = ts.createSourceFile(file, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found = source.statements.filter(ts.isInterfaceDeclaration).find((each) => each.name.text === name)
  if (!found) throw new Error(`${file} has no interface ${name}.`)
  return found.members.filter(ts.isPropertySignature).map((member) => {
    const option = member.name.getText(source)
    const comment = ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(member).find(ts.isJSDoc)?.comment)
    if (!comment || !/default/i.test(comment)) throw new Error(`${name}.${option} does not tell its default.`)
    const type = (member.type?.getText(source) ?? 'unknown').replace(/\s*\| undefined\b/g, '').replaceAll(/\s+/g, ' ')
    return { name: option, type, comment: comment.replaceAll('\n', ' ') }
  })
}
