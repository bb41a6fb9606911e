/** The files that colloquy keeps. */
import { configPath, readConfig, readConfigText } from '../config/config.ts'
import { databasePath } from '../sessions/database-path.ts'
import { type Examination, reasonOf } from './examination.ts'

export const keepingExaminations: readonly Examination[] = [
  {
    name: 'settings',
    async run({ io }) {
      try {
        await readConfig(io.env)
        if ((await readConfigText(io.env)) === undefined) return { state: 'good', says: 'No settings file' }
        return { state: 'good', says: `The settings in ${configPath(io.env)} can be read` }
      } catch (error) {
        return {
          state: 'wrong',
          says: reasonOf(error),
          mend: `Put it right in ${configPath(io.env)}, or delete the file`,
        }
      }
    },
  },
  {
    name: 'conversations',
    async run({ io }) {
      if (io.env['COLLOQUY_LOG'] === 'off')
        return { state: 'good', says: 'Conversations are not saved (COLLOQUY_LOG=off)' }
      try {
        const store = await io.openSessions()
        const count = store.list().length
        store.close()
        return {
          state: 'good',
          says: `${count} ${count === 1 ? 'conversation is' : 'conversations are'} saved in ${databasePath(io.env)}`,
        }
      } catch (error) {
        const mend =
          error instanceof Error && error.name === 'NoDatabase'
            ? 'Use Node 22 or later, or: npm install --global libsql'
            : `Move ${databasePath(io.env)} away, or name another file in COLLOQUY_DB`
        return { state: 'wrong', says: `Conversations cannot be saved: ${reasonOf(error)}`, mend }
      }
    },
  },
]
