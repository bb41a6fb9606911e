import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: Infinity })

/** Asks once and reads to the end: milliseconds to the first byte and to the last, events seen, and whether all came. */
export function ask({ base, headers }, fields) {
  const body = JSON.stringify({ model: 'm', messages, ...fields })
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const outgoing = request(`${base}/v1/chat/completions`, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
    })
    outgoing.on('response', (response) => {
      let first
      let events = 0
      let end = ''
      response.setEncoding('latin1').on('data', (text) => {
        first ??= performance.now() - began
        for (let at = text.indexOf('data: '); at !== -1; at = text.indexOf('data: ', at + 6)) events++
        end = (end + text).slice(-40)
      })
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode: status } = response
        const whole = status === 200 && (fields.stream ? end.includes('[DONE]') : end.includes('}'))
        resolve({ status, first, total: performance.now() - began, events, whole })
      })
    })
    // While another contender had its turn, a server may have closed a connection that was kept.
    outgoing.on('error', (error) => {
      if (outgoing.reusedSocket && error.code === 'ECONNRESET') resolve(ask({ base, headers }, fields))
      else reject(error)
    })
    outgoing.end(body)
  })
}

/** Runs `count` times, no more than `parallel` at once. */
export async function inParallel(count, parallel, work) {
  const results = []
  let started = 0
  const run = async () => {
    while (started < count) results.push(await work(started++))
  }
  await Promise.all(Array.from({ length: parallel }, run))
  return results
}

const messages = [
  { role: 'system', content: 'You are a helpful assistant. '.repeat(20) },
  { role: 'user', content: 'Tell me something about words. '.repeat(10) },
]
