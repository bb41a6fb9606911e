/** Ends a test run with one plain line that people and machines can read: `N passed, N failed, N skipped`. */
export default class ClosingLineReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) {
      // A file that fails to load has no tests to count, and must still fail the run aloud.
      if (module.state() === 'failed' && [...module.children.allTests()].length === 0) count.failed++
      for (const test of module.children.allTests()) {
        const { state, note } = test.result()
        if (state === 'passed' || state === 'failed' || state === 'skipped') count[state]++
        if (state === 'skipped') console.log(`skipped: ${test.fullName}${note ? ` (${note})` : ''}`)
      }
    }
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
  }
}
