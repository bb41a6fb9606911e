/** Adds messages to a conversation for as long as it lives, and says each one's number once `append` has returned. */
import { writeSync } from 'node:fs'
import { openSessionStore } from '../sqlite-session-store.ts'

const store = await openSessionStore(process.argv[2] ?? '')
const session = store.find('crash') ?? store.create({ name: 'crash' })
let parent = store.path(session.id).at(-1)?.id ?? null
for (;;) {
  const { id } = store.append(session.id, { parent, message: { role: 'user', content: `message ${String(parent)}` } })
  writeSync(1, `${id}\n`)
  parent = id
}
