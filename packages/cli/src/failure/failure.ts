/** One shape for everything that can go wrong, whoever threw it. */
import { UsageError } from '../arguments/usage-error.ts'
import { Interrupted } from '../interrupts.ts'
import { adviceFor, byFlags, type Ways } from './advice.ts'
import { type ExitCode, exitCodeFor } from './exit-codes.ts'
import { systemFailure } from './system-failure.ts'

/** What is told about an error, on a terminal or as JSON. */
export interface Failure {
  readonly exitCode: ExitCode
  readonly code: string
  readonly type: string
  readonly param: string | null
  readonly message: string
  /** The reason beneath, where it says something the message does not. */
  readonly why: string | undefined
  readonly advice: string | undefined
  readonly requestId: string | undefined
}

/** Reads any thrown value; the advice names what is at hand where the error shows. */
export function describeFailure(error: unknown, ways: Ways = byFlags): Failure {
  if (error instanceof UsageError) {
    const { message, advice } = error
    const hint = `Help: ${ways.help ?? helpFor(error.command)}`
    const whole = advice === undefined ? hint : `${advice} ${hint}`
    return { ...plain, exitCode: 2, code: 'usage_error', type: 'invalid_request_error', message, advice: whole }
  }
  if (error instanceof Interrupted) {
    const { exitCode, message } = error
    return { ...plain, exitCode, code: 'aborted', type: 'abort_error', message }
  }
  if (isCodedError(error)) {
    const { code, status, type, param, message, requestId } = error
    return {
      exitCode: exitCodeFor(code, status),
      code,
      type,
      param,
      message,
      why: reasonBeneath(error),
      advice: adviceFor(code, param, ways, message),
      requestId,
    }
  }
  const system = systemCode(error)
  const told = systemFailure(error)
  if (system !== undefined && told) return { ...plain, ...told, exitCode: 1, code: system, type: 'cli_error' }
  return {
    ...plain,
    exitCode: 1,
    code: system ?? 'unexpected_error',
    type: 'cli_error',
    message: error instanceof Error ? error.message : String(error),
    why: error instanceof Error ? reasonBeneath(error) : undefined,
    advice: system === undefined ? 'Run it again with COLLOQUY_DEBUG=1 to see where it happened.' : undefined,
  }
}

function helpFor(command: string | undefined): string {
  return command === undefined ? 'colloquy --help' : `colloquy help ${command}`
}

const plain = { param: null, why: undefined, advice: undefined, requestId: undefined }

interface CodedError extends Error {
  readonly code: string
  readonly status: number | undefined
  readonly type: string
  readonly param: string | null
  readonly requestId: string | undefined
}

// The brand of `isColloquyError`, read without loading the SDK: `colloquy nonsense` answers in the time Node starts.
const brand = Symbol.for('colloquy.error')

function isCodedError(error: unknown): error is CodedError {
  return error instanceof Error && brand in error
}

function reasonBeneath(error: Error): string | undefined {
  let beneath: unknown = error.cause
  // fetch hides the reason ("connect ECONNREFUSED …") under a "fetch failed".
  while (beneath instanceof Error && beneath.cause instanceof Error) beneath = beneath.cause
  if (!(beneath instanceof Error) || beneath.message === '') return undefined
  // Do not repeat the reason if the message has its code, such as `ENOTFOUND`, or for a missing file its path.
  const code = systemCode(beneath)
  const named = code === 'ENOENT' && 'path' in beneath ? String(beneath.path) : code
  const said = [beneath.message, ...(named === undefined ? [] : [named])]
  return said.some((words) => error.message.includes(words)) ? undefined : beneath.message
}

function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
