/** Tells how a download goes on: a bar on a terminal, a few plain lines anywhere else. */
import type { DownloadEvent } from '@colloquy/engine/models'
import type { Clock } from './clock.ts'
import type { OutputStream } from './output-stream.ts'
import { printableLine } from './printable.ts'
import { progressBar } from './progress-bar.ts'
import { byteSize, duration } from './quantity.ts'
import type { StatusLine } from './status-line.ts'

/** One instance a command. Says nothing about a model that was here all along. */
export class DownloadReport {
  readonly #status: StatusLine
  readonly #stderr: OutputStream
  readonly #clock: Clock
  #startedAt = 0
  #begunWith: number | undefined
  #received = 0
  #model = ''
  #mentioned = { at: 0, tenths: 0 }

  constructor(parts: { readonly status: StatusLine; readonly stderr: OutputStream; readonly clock: Clock }) {
    this.#status = parts.status
    this.#stderr = parts.stderr
    this.#clock = parts.clock
  }

  /** Takes each event as it comes; shows it, or not. */
  push(event: DownloadEvent): void {
    const { model } = event
    switch (event.type) {
      case 'resolve':
        this.#status.show(`looking for ${model} at ${event.source}`)
        return
      case 'wait':
        this.#tell(`Another process downloads ${model}; waiting for it.`)
        this.#status.show(`waiting for the download of ${model}`)
        return
      case 'start':
        this.#start(event)
        return
      case 'progress':
        // A part that is fetched again must not make the bar go back.
        this.#received = Math.max(this.#received, event.received)
        if (this.#stderr.isInteractive) this.#draw(event)
        else this.#mention(event)
        return
      case 'source-failed':
        this.#tell(`${event.source}: ${event.reason}; trying ${event.retrying ? 'once more' : 'elsewhere'}.`)
        return
      case 'verify':
        this.#status.show(`checking ${model}`)
        return
      case 'done':
        this.#end(model)
        return
    }
  }

  #start({ model, source, total, received }: Extract<DownloadEvent, { type: 'start' }>): void {
    const now = this.#clock.now()
    if (this.#begunWith === undefined) {
      this.#begunWith = received
      this.#startedAt = now
    }
    this.#received = received
    this.#model = model
    this.#mentioned = { at: now, tenths: tenthsOf(received, total) }
    const size = total === undefined ? 'size unknown' : byteSize(total)
    const here = received === 0 ? '' : `, of which ${byteSize(received)} are here from last time`
    this.#tell(`Downloading ${model} from ${source}: ${size}${here}.`)
  }

  #draw({ model, total, bytesPerSecond }: ProgressEvent): void {
    const received = this.#received
    const speed = bytesPerSecond > 0 ? bytesPerSecond : undefined
    const remaining = total === undefined || speed === undefined ? undefined : ((total - received) * 1000) / speed
    const state = { label: printableLine(model), received, total, speed, remaining }
    this.#status.showLine(progressBar(state, this.#stderr.columns))
  }

  // A log wants to see that it is alive, not each step: every tenth, and not more often than each five seconds.
  #mention({ model, total, bytesPerSecond }: ProgressEvent): void {
    const tenths = tenthsOf(this.#received, total)
    const now = this.#clock.now()
    if (tenths <= this.#mentioned.tenths || tenths >= 10 || now - this.#mentioned.at < 5000) return
    this.#mentioned = { at: now, tenths }
    this.#tell(`${model}: ${tenths * 10} %, ${byteSize(bytesPerSecond)}/s`)
  }

  #end(model: string): void {
    if (this.#begunWith === undefined) return
    const took = duration(this.#clock.now() - this.#startedAt)
    this.#tell(`Downloaded ${model}: ${byteSize(this.#received - this.#begunWith)} in ${took}.`)
    this.#begunWith = undefined
  }

  /** Where a download was stopped or failed, says that nothing is lost. */
  [Symbol.dispose](): void {
    if (this.#begunWith === undefined || this.#received === 0) return
    this.#tell(`${byteSize(this.#received)} of ${this.#model} are kept; the same command continues from there.`)
  }

  #tell(line: string): void {
    this.#status.clear()
    this.#stderr.paint(`${printableLine(line)}\n`)
  }
}

type ProgressEvent = Extract<DownloadEvent, { type: 'progress' }>

function tenthsOf(received: number, total: number | undefined): number {
  return total === undefined ? 0 : Math.floor((received / total) * 10)
}
