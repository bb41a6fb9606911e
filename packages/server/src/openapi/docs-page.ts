import type { OpenApiSchema } from 'colloquy/validate'
import type { OpenApiDocument } from './openapi-document.ts'
import type { Operation } from './operation.ts'

/** The style sheet of the page; its hash is the only one the page's policy lets in. */
export const docsStyle = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
code{font:.9em ui-monospace,monospace}h2{margin-top:3rem}table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #8884}
td:first-child{white-space:nowrap}@media(max-width:40rem){tr,td{display:block}th{display:none}
td{border:0;padding:0 0 .2rem}td:first-child{font-weight:bold;padding-top:.5rem;border-top:1px solid #8884;white-space:normal}}`

/** The document as a page that people read: no script, nothing loaded from anywhere. */
export function docsPage(document: OpenApiDocument, operations: readonly Operation[]): string {
  const schemas = Object.entries(document.components.schemas)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Colloquy API</title>
<style>${docsStyle}</style>
<h1>Colloquy API</h1>
<p>${prose(document.info['description'])} The same as a document: <a href="/openapi.json">openapi.json</a>.</p>
<ul>${operations.map(({ id, method, path }) => `<li><a href="#${id}"><code>${method.toUpperCase()} ${text(path)}</code></a></li>`).join('')}</ul>
${operations.map(operationText).join('\n')}
<h2>Shapes</h2>
<p>A field with a * must be there.</p>
${schemas.map(([name, schema]) => schemaText(name, schema)).join('\n')}
</html>
`
}

function operationText(operation: Operation): string {
  const { id, method, path, summary, parameters = [], body, answer, events } = operation
  const rows = parameters.map(({ name, in: place, description }) => [
    `<code>${text(name)}</code>`,
    place,
    prose(description),
  ])
  return `<section><h2 id="${id}"><code>${method.toUpperCase()} ${text(path)}</code></h2>
<p>${prose(summary)}</p>
${table(['Parameter', 'In', 'What it does'], rows)}
<p>${body === undefined ? '' : `Takes ${link(body)}. `}Answers ${link(answer)}${events === undefined ? '' : `, or with <code>stream</code> events of ${link(events)}`}.</p></section>`
}

function schemaText(name: string, schema: OpenApiSchema): string {
  const properties: unknown = schema['properties']
  const required: unknown = schema['required']
  const fields = typeof properties === 'object' && properties !== null ? Object.entries(properties) : []
  const rows = fields.map(([field, shape]: [string, unknown]) => [
    `<code>${text(field)}</code>${Array.isArray(required) && required.includes(field) ? ' *' : ''}`,
    typeText(shape),
    prose(isSchema(shape) ? shape['description'] : ''),
  ])
  const alone = fields.length === 0 ? `<p>${typeText(schema)}</p>` : ''
  return `<section><h3 id="${text(name)}">${text(name)}</h3>
<p>${prose(schema['description'])}</p>${alone}
${table(['Field', 'Type', 'What it is'], rows)}</section>`
}

/** A type in a few words: `string`, `list of X`, `X or null`. */
function typeText(shape: unknown): string {
  if (!isSchema(shape)) return ''
  const { $ref: reference, anyOf, oneOf, type, items, enum: values } = shape
  if (typeof reference === 'string') return link(reference.slice(reference.lastIndexOf('/') + 1))
  const parts = [anyOf, oneOf].find(Array.isArray)
  if (parts !== undefined) return parts.map(typeText).join(' or ')
  if (Array.isArray(values)) return values.map((value) => `<code>${text(value)}</code>`).join(' or ')
  return type === 'array' ? `list of ${typeText(items)}` : text(type ?? 'anything')
}

function isSchema(value: unknown): value is OpenApiSchema {
  return typeof value === 'object' && value !== null
}

function link(name: string): string {
  return `<a href="#${text(name)}">${text(name)}</a>`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
  return `<table>${line(head, 'th')}${rows.map((row) => line(row, 'td')).join('')}</table>`
}

/** A description, with what stands in backticks as code. */
function prose(value: unknown): string {
  return text(value).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}

function text(value: unknown): string {
  if (typeof value !== 'string') return ''
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
