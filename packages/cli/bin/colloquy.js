#!/usr/bin/env node
import { existsSync } from 'node:fs'

if (!existsSync(new URL('../dist/main.js', import.meta.url))) {
  process.stderr.write('colloquy: this checkout is not built yet. Run: npm run build\n')
  process.exit(1)
}
const { main } = await import('../dist/main.js')
const { processIo } = await import('../dist/process-io.js')
// Not `exitCode`: a pipe on stdin that nobody closes would keep the process alive. Everything written is flushed.
process.exit(await main(process.argv.slice(2), processIo()))
