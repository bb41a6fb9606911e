import { clientOptionsPage } from './client-options-page.ts'
import { supportTable, type Support } from '../../packages/engine/src/support-table.ts'
import { commandGroups, commands } from '../../packages/cli/src/commands/table.ts'
import { commandPage } from '../../packages/cli/src/help/command-page.ts'
import { overviewPage } from '../../packages/cli/src/help/overview-page.ts'
import { slashCommands } from '../../packages/cli/src/chat/slash-commands.ts'
import { checkCases } from '../../packages/cli/src/check/run-check.ts'
import { errorTable } from '../../packages/colloquy/src/errors/error-table.ts'
import { upstreamFields } from './upstream-fields.ts'
import { explanations } from '../../packages/colloquy/src/errors/explanations.ts'

/** The pages of docs/reference that come from code, by path. `npm run docs` writes them; a test holds them true. */
export const generatedPages: Readonly<Record<string, () => string>> = {
  'docs/reference/client-options.md': clientOptionsPage,
  'docs/reference/errors.md': errorsPage,
  'docs/reference/engine-support.md': supportPage,
  'docs/reference/compatibility.md': compatibilityPage,
  'docs/reference/cli.md': cliPage,
}

function errorsPage(): string {
  const texts = new Map(Object.entries(explanations))
  const entries = Object.entries(errorTable).map(([code, { class: name, status, type }]) => {
    const wire = status === undefined ? 'not on the wire' : `HTTP ${status}, type \`${type}\``
    return `## ${code}\n\n\`${name}\`, ${wire}\n\n${texts.get(code)}\n`
  })
  return `# Errors

Every error that leaves Colloquy is a \`ColloquyError\` with one of these codes. Tell them apart by \`error.code\` or by class;
\`param\` names the wrong field; \`status\` and \`requestId\` are set if a server answered. Codes are never renamed.

${entries.join('\n')}`
}

function supportPage(): string {
  const rows = Object.entries(supportTable).map(
    ([field, support]) => `| \`${field}\` | ${support.how} | ${remark(support)} |`,
  )
  return `# What the engine does with each field

Every field of a request has an effect, is accepted because by definition it has none, or is refused with a 400 that names it.
A field that is null or absent has its default. This page is generated from the table that the engine itself uses.

| Field | Treatment | Details |
|---|---|---|
${rows.join('\n')}
`
}

function remark(support: Support): string {
  const does = 'does' in support && support.does !== undefined ? [support.does] : []
  const because = 'because' in support ? [support.because] : []
  return [...does, ...because].join('. If it is refused: ').replaceAll('|', '\\|')
}

function compatibilityPage(): string {
  const rows = Object.entries(supportTable).map(([name, support]) => {
    const upstream = Object.entries(upstreamFields).find(([each]) => each === name)?.[1] ?? 'handed on'
    return `| \`${name}\` | ${support.how} | ${upstream === 'handed on' ? upstream : upstream.own} |`
  })
  return `# How each backend treats each field

What happens to every field of a request when the engine in this process answers it, and when an upstream behind a Colloquy server
does. First the server checks each field against OpenAI's published schema, and refuses what is wrong with a 400 that names it.

The engine honours a field, accepts it because by definition it has no effect, or refuses it;
[What the engine does with each field](engine-support.md) gives the reasons. An upstream receives a field as it was sent, and decides
itself whether to honour it. Answers that an upstream cuts short, HTML pages and errors inside a 200 become errors.
A field that OpenAI's API does not have is refused, unless \`colloquy serve --extra-field NAME\` lets it through to the upstream.

| Field | Engine | Upstream |
|---|---|---|
${rows.join('\n')}
`
}

function cliPage(): string {
  const style = { columns: 100, bold: (title: string) => title, name: (name: string) => name }
  const pages = commands.map((command) => {
    const text = commandPage(command, style)
    return `## colloquy ${command.name}\n\n\`\`\`text\n${text}\`\`\`\n`
  })
  const slashes = slashCommands.map(
    ({ usage, help }) => `| \`${usage.replaceAll('|', '\\|')}\` | ${help.replaceAll('|', '\\|')} |`,
  )
  const points = checkCases.map(({ id, title, habit }) => `| \`${id}\` | ${title}${habit ? ' ~' : ''} |`)
  return `# The command line

The overview that \`colloquy --help\` prints, then every command as \`colloquy help COMMAND\` prints it.
[The terminal guide](../guides/terminal.md) shows how to use them.

\`\`\`text
${overviewPage(commandGroups, style)}\`\`\`

${pages.join('\n')}
## In a conversation

| Command | What it does |
|---|---|
${slashes.join('\n')}

## What \`colloquy check\` asks

Points marked ~ are about things that OpenAI's service does without having published them; they are reported but do not count.
There are [reports for other servers](check-reports.md).

| Point | What must be true |
|---|---|
${points.join('\n')}
`
}
