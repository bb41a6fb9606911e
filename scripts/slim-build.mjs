// Takes the comments out of a package's built JavaScript; the type declarations keep them, and that is where editors
// read them. A seventh of the SDK on disk. Run by `npm pack`; running it twice changes nothing.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'

for (const file of readdirSync('dist', { recursive: true })) {
  if (!file.endsWith('.js')) continue
  const path = join('dist', file)
  const { code } = transformSync(readFileSync(path, 'utf8'), { target: 'es2022', legalComments: 'none' })
  writeFileSync(path, code)
}
