// The least a proxy in Node can do: two pipes between two connections. It reads neither what is asked nor what is answered.
import { Agent, createServer, request } from 'node:http'

const [, , upstream] = process.argv
const { hostname, port } = new URL(upstream)
const agent = new Agent({ keepAlive: true })
const server = createServer((incoming, outgoing) => {
  const { method, url: path, headers } = incoming
  const asked = request({ agent, hostname, port, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers)
    answer.pipe(outgoing)
  })
  incoming.pipe(asked)
})
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
