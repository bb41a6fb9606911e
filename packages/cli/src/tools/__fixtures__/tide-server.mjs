/** An MCP server with one tool, over standard input and output. */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'

const server = new McpServer({ name: 'tides', version: '1.0.0' })
server.registerTool('tide', { description: 'The tide at a port.', inputSchema: { port: z.string() } }, ({ port }) => {
  if (port === 'Nowhere') return { isError: true, content: [{ type: 'text', text: 'no such port' }] }
  return { content: [{ type: 'text', text: `high at noon in ${port}` }] }
})
await server.connect(new StdioServerTransport())
