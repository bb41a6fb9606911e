import type { EnginePoolOptions } from '@colloquy/engine'
import type { DownloadReport } from './download-report.ts'
import type { StatusLine } from './status-line.ts'

/** Tells on the status line how a model is loaded, and hands what a download says to its report. */
export function openingProgress(
  status: StatusLine,
  report: DownloadReport,
): NonNullable<EnginePoolOptions['onProgress']> {
  return (event) => {
    if (event.type === 'plan') status.show(`loading ${event.model}`)
    else if (event.type === 'load') status.show(`loading ${event.model}: ${Math.round(event.fraction * 100)} %`)
    else if (event.type !== 'loaded' && event.type !== 'unload') report.push(event)
  }
}
