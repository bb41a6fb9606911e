/** The whole program of the thread that `startCompilerThread` starts: a form's JSON in, what became of it out. */
import { parentPort, workerData } from 'node:worker_threads'

import { compileForm } from './compile-form.ts'

parentPort?.on('message', (asked: string) => parentPort?.postMessage(compileForm(asked, workerData)))
