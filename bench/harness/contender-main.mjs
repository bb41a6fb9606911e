import { measure } from './measure.mjs'

// A contender's process: it prepares, says so, and then runs a round each time it is told to.
const [, , name, options] = process.argv
const { prepare } = await import(`../contenders/${name}.mjs`)
const contender = await prepare(JSON.parse(options))

process.on('message', (message) => {
  answer(message).catch((error) => process.send({ error: error.stack }))
})
process.send({ ready: true })

async function answer({ round, close }) {
  if (close) {
    await contender.close?.()
    process.disconnect()
  } else {
    process.send(await measure(() => contender.run(round)))
  }
}
