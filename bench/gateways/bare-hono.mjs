// The least a proxy in Hono can do: hand the request on and the answer back. Knows nothing of what it carries.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const [, , upstream] = process.argv
const app = new Hono()
app.all('*', async ({ req }) => {
  const { method, raw } = req
  const body = method === 'GET' ? undefined : await raw.text()
  const answer = await fetch(upstream + new URL(raw.url).pathname, {
    method,
    body,
    headers: { 'content-type': 'application/json' },
  })
  return new Response(answer.body, { status: answer.status, headers: answer.headers })
})
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(`listening on ${port}`))
