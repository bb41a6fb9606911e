import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What Python answered for one case. */
export interface PythonAnswer {
  readonly text?: string
  readonly error?: string
}

/** Templates and what each is to be rendered with. */
export interface PythonJob {
  /** The moment `strftime_now` tells, in Unix seconds. */
  readonly now: number
  readonly templates: Readonly<Record<string, string>>
  readonly cases: readonly { readonly template: string; readonly variables: Readonly<Record<string, unknown>> }[]
}

const python = process.env['COLLOQUY_PYTHON'] ?? 'python3'

/** True when this machine's Python has a jinja2 that the reference accepts (3.1 or newer). */
export function pythonHasJinja(): boolean {
  const { stdout, status } = spawnSync(python, ['-c', 'import jinja2; print(jinja2.__version__)'], { encoding: 'utf8' })
  const [major = 0, minor = 0] = (stdout ?? '').split('.').map(Number)
  return status === 0 && (major > 3 || (major === 3 && minor >= 1))
}

/** Renders with Python's jinja2, set up as the transformers library sets it up; one answer a case, in order. */
export function askPython(job: PythonJob): PythonAnswer[] {
  const script = fileURLToPath(new URL('reference.py', import.meta.url))
  const { stdout, stderr, status } = spawnSync(python, [script], {
    input: JSON.stringify(job),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(`reference.py ended with ${status}: ${stderr}`)
  const answers: unknown = JSON.parse(stdout)
  if (!Array.isArray(answers) || answers.length !== job.cases.length) throw new Error('reference.py lost an answer')
  return answers
}
