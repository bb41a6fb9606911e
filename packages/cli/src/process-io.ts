/** The real world: this process's streams, signals and clock, the engine and the network. */
import { fstatSync } from 'node:fs'
import type { CliIo, StopSignal } from './cli-io.ts'
import { systemClock } from './terminal/clock.ts'

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM']

/** What `main` gets outside of tests. */
export function processIo(): CliIo {
  return {
    // Getters: merely touching process.stdin opens it, which a question without piped text does not need.
    get stdin() {
      return process.stdin
    },
    get stdinIsPipe() {
      return isPipe(0)
    },
    get stdout() {
      return process.stdout
    },
    get stderr() {
      return process.stderr
    },
    env: process.env,
    clock: systemClock,
    onSignal(listener) {
      for (const signal of stopSignals) process.on(signal, listener)
      return () => {
        for (const signal of stopSignals) process.off(signal, listener)
      }
    },
    kill(signal) {
      // Without a listener the signal has its default effect, which ends even a thread in the middle of its work.
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    },
    openBackend: async (options) => (await import('./backend.ts')).openBackend(options),
    loadModels: async () => import('@colloquy/engine/models'),
    async openSessions() {
      const [{ openSessionStore }, { databasePath }] = await Promise.all([
        import('./sessions/sqlite-session-store.ts'),
        import('./sessions/database-path.ts'),
      ])
      return openSessionStore(databasePath(process.env))
    },
    openInputHistory: async () => (await import('./editor/history-file.ts')).historyFile(process.env),
    editText: async (text, name) => (await import('./editor/edit-text.ts')).editText(text, process.env, name),
    suspend() {
      // Windows has no such signal, and Node throws for it.
      if (process.platform !== 'win32') process.kill(process.pid, 'SIGTSTP')
    },
  }
}

// A descriptor that was closed before the start is not a pipe.
function isPipe(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFIFO()
  } catch {
    return false
  }
}
