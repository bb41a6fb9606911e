/** Runs `work` and tells its CPU time (all threads of this process) and wall time in milliseconds, and its answer. */
export async function measure(work) {
  const start = performance.now()
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1000, wall: performance.now() - start, result }
}
