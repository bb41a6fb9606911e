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
  ['options.ts', 'ClientOptions', 'Of a client'],
  ['colloquy-options.ts', 'ServerOptions', 'Of a client that chooses among servers'],
  ['colloquy-options.ts', 'ColloquyOptions', 'Of a client, beside those'],
  ['dialect.ts', 'Dialect', '`dialect`, difference by difference'],
  ['openai-options.ts', 'OpenAiOptions', 'Of a client, in the names openai’s client has for them'],
  ['timeouts.ts', 'TimeoutOptions', '`timeout`, phase by phase'],
  ['options.ts', 'RequestOptions', 'Of one call, as the second argument'],
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

What \`new Colloquy(options)\` takes, and what each call takes. Written from the comments in the code; your editor shows the same.

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
