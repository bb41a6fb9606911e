import { Worker } from 'node:worker_threads'

import type { WritingHabits } from './answer-texts.ts'
import type { CompiledForm } from './compile-form.ts'
import type { CompilerThread, CompilerThreadEvents } from './form-compiler.ts'

/** Starts a thread that compiles for a model of these habits. It keeps the process alive only while it compiles. */
export function startCompilerThread(habits: WritingHabits, events: CompilerThreadEvents): CompilerThread {
  const worker = new Worker(new URL('./compiler-thread.js', import.meta.url), {
    name: 'colloquy-compiler',
    workerData: habits,
    // Do not inherit the flags of the process: they are meant for its own program, and with `--input-type` no thread
    // would start.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  let over = false
  const fail = (error: unknown): void => {
    if (over) return
    over = true
    events.failed(error)
  }
  worker.on('error', fail)
  worker.on('exit', (code) => fail(new Error(`The thread ended with code ${code}.`)))
  worker.on('message', (outcome: CompiledForm) => {
    worker.unref()
    if (!over) events.compiled(outcome)
  })
  return {
    compile(asked) {
      worker.ref()
      worker.postMessage(asked)
    },
    end() {
      over = true
      void worker.terminate()
    },
  }
}
