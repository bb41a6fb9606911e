import { supportTable, type Support } from '../../packages/engine/src/support-table.ts'
import { errorTable } from '../../packages/colloquy/src/errors/error-table.ts'
import { explanations } from '../../packages/colloquy/src/errors/explanations.ts'

/** The pages of docs/reference that come from code, by path. `npm run docs` writes them; a test holds them true. */
export const generatedPages: Readonly<Record<string, () => string>> = {
  'docs/reference/errors.md': errorsPage,
  'docs/reference/engine-support.md': supportPage,
}

function errorsPage(): string {
  const texts = new Map(Object.entries(explanations))
  const entries = Object.entries(errorTable).map(([code, { class: name, status, type }]) => {
    const wire = status === undefined ? 'not on the wire' : `HTTP ${status}, type \`${type}\``
    return `## ${code}\n\n\`${name}\`, ${wire}\n\n${texts.get(code)}\n`
  })
  return `# Errors

Every error that leaves Colloquy is a \`ColloquyError\` with one of these codes. Tell them apart by \`error.code\` or by class;
\`param\` names the field at fault, \`status\` and \`requestId\` are there where a server spoke. Codes are never renamed.

${entries.join('\n')}`
}

function supportPage(): string {
  const rows = Object.entries(supportTable).map(
    ([field, support]) => `| \`${field}\` | ${support.how} | ${remark(support)} |`,
  )
  return `# What the engine does with each field

Every field of a request has an effect, is accepted because it has none by definition, or is refused with a 400 that names it.
Null and absent mean the default. This page is written from the table the engine itself reads.

| Field | | |
|---|---|---|
${rows.join('\n')}
`
}

function remark(support: Support): string {
  const does = 'does' in support && support.does !== undefined ? [support.does] : []
  const because = 'because' in support ? [support.because] : []
  return [...does, ...because].join('. Otherwise: ').replaceAll('|', '\\|')
}
