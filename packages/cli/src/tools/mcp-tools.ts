/** The tools of a Model Context Protocol server. */
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { InlineTool } from 'colloquy/tools'
import { UsageError } from '../arguments/usage-error.ts'
import { isRecord } from '../is-record.ts'
import { packageVersion } from '../package-version.ts'
import { shellWords } from './shell-words.ts'

/** A server that is connected. Disposing ends it. */
export interface McpServer extends AsyncDisposable {
  readonly tools: readonly InlineTool[]
}

/**
 * Starts the server of a command line (`npx -y @modelcontextprotocol/server-filesystem .`), or connects to the one at an
 * http address, and lists its tools. The server gets the usual variables (PATH, HOME and the like), not your keys.
 */
export async function connectMcp(place: string, signal: AbortSignal): Promise<McpServer> {
  const Client = await loadClient()
  const client = new Client({ name: 'colloquy', version: packageVersion() })
  let tools: Awaited<ReturnType<typeof listTools>>
  try {
    await client.connect(await transportTo(place), { signal })
    tools = await listTools(client, signal)
  } catch (error) {
    await client.close()
    signal.throwIfAborted()
    throw cannotConnect(place, error)
  }
  return {
    tools: tools.map(({ name, description, inputSchema }): InlineTool => ({
      type: 'function',
      function: {
        name,
        ...(description === undefined ? {} : { description }),
        parameters: { ...inputSchema },
        // Models write nothing for tools without parameters.
        parse: (text): unknown => JSON.parse(text || '{}'),
        async function(args) {
          const result = await client.callTool({ name, arguments: isRecord(args) ? args : {} }, undefined, { signal })
          const text = resultText(result)
          // Told to the model as an error, as what a tool of our own throws.
          if (result.isError === true) throw new Error(text)
          return text
        },
      },
    })),
    [Symbol.asyncDispose]: () => client.close(),
  }
}

// A server may hand its list out in pages.
async function listTools(client: Client, signal: AbortSignal) {
  let page = await client.listTools(undefined, { signal })
  const tools = [...page.tools]
  while (page.nextCursor !== undefined) {
    page = await client.listTools({ cursor: page.nextCursor }, { signal })
    tools.push(...page.tools)
  }
  return tools
}

function cannotConnect(place: string, error: unknown): UsageError {
  const reason = error instanceof Error ? reasonOf(error) : String(error)
  const remote = /^https?:/u.test(place)
  return new UsageError(`The MCP server ${place} ${remote ? 'cannot be reached' : 'does not start'}: ${reason}`, {
    command: 'ask',
    advice: remote
      ? 'The address is that of its streamable HTTP endpoint, such as http://localhost:3001/mcp.'
      : 'Run that command by itself: it must wait for JSON on stdin, and say there what it lacks.',
  })
}

// `fetch failed` alone tells nothing; what it failed of is its cause.
function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}

async function loadClient() {
  try {
    const { Client } = await import('@modelcontextprotocol/sdk/client/index.js')
    return Client
  } catch (error) {
    throw new UsageError('--mcp needs the package @modelcontextprotocol/sdk, which is not installed.', {
      command: 'ask',
      advice: `Run: npm install --global @modelcontextprotocol/sdk. (${error instanceof Error ? error.message : 'It cannot be loaded'})`,
    })
  }
}

async function transportTo(place: string) {
  if (/^https?:\/\//u.test(place)) {
    const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js')
    return new StreamableHTTPClientTransport(new URL(place))
  }
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js')
  const [command = '', ...args] = shellWords(place)
  return new StdioClientTransport({ command, args, stderr: 'ignore' })
}

function resultText(result: Readonly<Record<string, unknown>>): string {
  const { content, structuredContent } = result
  const parts = Array.isArray(content) ? content.map(partText) : []
  return parts.length > 0 ? parts.join('\n') : JSON.stringify(structuredContent ?? null)
}

function partText(part: unknown): string {
  if (!isRecord(part)) return ''
  return typeof part['text'] === 'string' ? part['text'] : `[${String(part['type'])}]`
}
