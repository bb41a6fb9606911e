import type { DownloadEvent } from '@colloquy/engine/models'
import { expect, test } from 'vitest'
import { FakeIo, type FakeIoOptions } from '../__fixtures__/fake-io.ts'
import { DownloadReport } from './download-report.ts'
import { OutputStream } from './output-stream.ts'
import { StatusLine } from './status-line.ts'

const total = 100_000_000
const model = 'tiny'

function reportTo(options: FakeIoOptions) {
  const io = new FakeIo({ ...options, env: { NO_COLOR: '1' } })
  const stderr = new OutputStream(io.stderr, io.env)
  const report = new DownloadReport({ stderr, status: new StatusLine(stderr, io.clock), clock: io.clock })
  const progress = (received: number, bytesPerSecond: number): void => {
    report.push({ type: 'progress', model, received, total, bytesPerSecond })
  }
  return { io, report, progress, end: () => report.push({ type: 'done', model, path: '/tiny.gguf', size: total }) }
}

const start: DownloadEvent = { type: 'start', model, source: 'example.com', total, received: 0 }

test('tells the size first, then a bar that never goes back, then the sum, on a terminal', () => {
  const { io, report, progress, end } = reportTo({ stderrTTY: true, columns: 72 })
  report.push({ type: 'resolve', model, source: 'https://example.com/tiny.gguf' })
  report.push(start)
  progress(0, 0)
  progress(20_000_000, 20_000_000)
  progress(10_000_000, 10_000_000)
  io.clock.advance(5000)
  progress(total, 20_000_000)
  report.push({ type: 'verify', model })
  end()
  expect(io.stderr.text.split('\r\u001b[2K')).toEqual([
    '',
    '⠋ looking for tiny at https://example.com/tiny.gguf',
    // The spinner leaves its line before the next one is written.
    'Downloading tiny from example.com: 100 MB.\n',
    'tiny  ──────────────────────────────    0 %  0 B of 100 MB',
    'tiny  ━━────────────   20 %  20.0 MB of 100 MB  20.0 MB/s  4.0 s left',
    'tiny  ━━────────────   20 %  20.0 MB of 100 MB  10.0 MB/s  8.0 s left',
    'tiny  ━━━━━━━━━━━━━━━━━━━━━━━━━━━  100 %  100 MB of 100 MB  20.0 MB/s',
    '⠋ checking tiny',
    'Downloaded tiny: 100 MB in 5.0 s.\n',
  ])
  expect(io.clock.running).toBe(0)
})

test('writes a few plain lines where there is no terminal', () => {
  const { io, report, progress, end } = reportTo({})
  report.push(start)
  for (let percent = 0; percent <= 100; percent++) {
    progress(percent * 1_000_000, 3_330_000)
    io.clock.advance(300)
  }
  end()
  expect(io.stderr.text.split('\n')).toEqual([
    'Downloading tiny from example.com: 100 MB.',
    'tiny: 10 %, 3.33 MB/s',
    'tiny: 30 %, 3.33 MB/s',
    'tiny: 50 %, 3.33 MB/s',
    'tiny: 60 %, 3.33 MB/s',
    'tiny: 80 %, 3.33 MB/s',
    'Downloaded tiny: 100 MB in 30 s.',
    '',
  ])
})

test('says what is here from an earlier run, and does not count it as downloaded', () => {
  const { io, report, progress, end } = reportTo({})
  report.push({ ...start, received: 60_000_000 })
  io.clock.advance(2000)
  progress(total, 20_000_000)
  end()
  expect(io.stderr.text.split('\n')).toEqual([
    'Downloading tiny from example.com: 100 MB, of which 60.0 MB are here from last time.',
    'Downloaded tiny: 40.0 MB in 2.0 s.',
    '',
  ])
})

test('tells when a source fails and when another process is at work', () => {
  const { io, report } = reportTo({})
  report.push({ type: 'source-failed', model, source: 'a', reason: 'a sent nothing for 30 s', retrying: true })
  report.push({ type: 'source-failed', model, source: 'a', reason: 'HTTP 404\u001b', retrying: false })
  report.push({ type: 'wait', model, pid: 7 })
  expect(io.stderr.text.split('\n')).toEqual([
    'a: a sent nothing for 30 s; trying once more.',
    // Words of a server cannot steer the terminal.
    'a: HTTP 404␛; trying elsewhere.',
    'Another process downloads tiny; waiting for it.',
    '',
  ])
})

test('is silent about a model that was here all along', () => {
  const { io, end } = reportTo({})
  end()
  expect(io.stderr.text).toBe('')
})

test('says that nothing is lost when it is stopped', () => {
  const { io, report, progress } = reportTo({})
  report.push(start)
  progress(45_000_000, 1)
  report[Symbol.dispose]()
  expect(io.stderr.text.split('\n').at(-2)).toBe('45.0 MB of tiny are kept; the same command continues from there.')
})
