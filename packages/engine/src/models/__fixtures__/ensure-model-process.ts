import { ensureModel, type ModelReference } from '../index.ts'

// The program of a process in a test: fetches the model it is told to, and prints each event, then the result.
function print(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

// The test wrote it; see `ModelProcess`.
const { reference, env }: { reference: ModelReference; env: Record<string, string> } = JSON.parse(process.argv[2] ?? '')

ensureModel(reference, { env, onProgress: print }).then(
  (file) => print({ type: 'result', file }),
  (error: Error) => print({ type: 'error', message: error.message }),
)
