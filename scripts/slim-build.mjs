// Takes the comments out of a package's built JavaScript; the type declarations keep them, and that is where editors
// read them. A seventh of the SDK on disk. Declarations lose their pointer to a map, which is not in the package. Run by
// `npm pack`; running it twice changes nothing.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'

for (const file of readdirSync('dist', { recursive: true })) {
  const path = join('dist', file)
  if (file.endsWith('.d.ts')) {
    writeFileSync(path, readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=.*$/, '\n'))
  }
  if (!file.endsWith('.js')) continue
  const { code } = transformSync(readFileSync(path, 'utf8'), { target: 'es2022', legalComments: 'none' })
  writeFileSync(path, code)
}
