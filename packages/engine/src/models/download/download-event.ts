/** What happens while a model is fetched, in the order it happens. */
export type DownloadEvent =
  | ResolveEvent
  | WaitEvent
  | StartEvent
  | ProgressEvent
  | SourceFailedEvent
  | VerifyEvent
  | DoneEvent

/** A source is asked where the model is. */
export interface ResolveEvent {
  readonly type: 'resolve'
  /** Name of the model. */
  readonly model: string
  /** Canonical reference of the source. */
  readonly source: string
}

/** Another process fetches this model; its work will be shared. */
export interface WaitEvent {
  readonly type: 'wait'
  readonly model: string
  /** The other process, where it says. */
  readonly pid: number | undefined
}

/** The transfer begins, or begins again. The first event that knows the size. */
export interface StartEvent {
  readonly type: 'start'
  readonly model: string
  /** Who gives the model, for people. */
  readonly source: string
  /** Bytes to be had in all; undefined where the host does not tell. */
  readonly total: number | undefined
  /** Bytes that are here from an earlier try. */
  readonly received: number
}

/** Bytes arrived: at most ten events a second, and one at the end, also where the transfer is stopped. */
export interface ProgressEvent {
  readonly type: 'progress'
  readonly model: string
  readonly received: number
  readonly total: number | undefined
  /** Bytes a second, over the last seconds. */
  readonly bytesPerSecond: number
}

/** A source could not give the model; the next one is tried, or this one once more. */
export interface SourceFailedEvent {
  readonly type: 'source-failed'
  readonly model: string
  readonly source: string
  readonly reason: string
  /** True where the same source is tried once more, from where it stopped. */
  readonly retrying: boolean
}

/** All bytes are here; the model is unpacked where it must be, and checked. */
export interface VerifyEvent {
  readonly type: 'verify'
  readonly model: string
}

/** The model is in place. */
export interface DoneEvent {
  readonly type: 'done'
  readonly model: string
  readonly path: string
  readonly size: number
}
