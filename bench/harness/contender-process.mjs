import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('contender-main.mjs', import.meta.url))

/**
 * Starts `contenders/<name>.mjs` in a process of its own, where it prepares itself with `options`, and answers the
 * contender that `alternate` wants. Between its turns the process is idle.
 */
export async function contenderProcess(name, options, { execArgv = [] } = {}) {
  const child = fork(main, [name, JSON.stringify(options)], { execArgv })
  await answer(child)
  return {
    name,
    run: (round) => {
      child.send({ round })
      return answer(child)
    },
    close: async () => {
      child.send({ close: true })
      await once(child, 'exit')
    },
  }
}

async function answer(child) {
  const ended = new AbortController()
  try {
    const { signal } = ended
    const [message] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`${child.spawnargs.at(-2)} ended with code ${code}.`)
      }),
    ])
    if (message.error !== undefined) throw new Error(message.error)
    return message
  } finally {
    ended.abort()
  }
}
