import { Gauge } from './metrics/gauge.ts'
import type { Registry } from './metrics/registry.ts'

/** Adds what every Prometheus client tells of its process, under the usual names; nothing where there is no process. */
export function addProcessMetrics(registry: Registry): void {
  if (typeof process === 'undefined' || typeof process.cpuUsage !== 'function') return
  const startTime = Date.now() / 1000 - process.uptime()
  const single = (name: string, help: string, read: () => number, options?: { counter: boolean }): void => {
    registry.add(name, help, new Gauge([], () => [[{}, read()]], options))
  }
  const cpuSeconds = (): number => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  }
  single('process_cpu_seconds_total', 'CPU time, user and system.', cpuSeconds, { counter: true })
  single('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss())
  single('process_start_time_seconds', 'When the process started, as Unix time.', () => startTime)
  const openFiles = openFileCounter()
  if (openFiles !== undefined) single('process_open_fds', 'Open file descriptors.', openFiles)
  single('nodejs_heap_size_used_bytes', 'Heap in use.', () => process.memoryUsage().heapUsed)
}

/** Where Linux lists them; undefined elsewhere, as with the other Prometheus clients. */
function openFileCounter(): (() => number) | undefined {
  const { existsSync, readdirSync } = process.getBuiltinModule('node:fs')
  const list = '/proc/self/fd'
  // Reading the list takes one itself.
  return existsSync(list) ? () => readdirSync(list).length - 1 : undefined
}
