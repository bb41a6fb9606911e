// Builds the page into static files that any server can hand out. The server package carries them.
//
//   node build.mjs [folder]     default: ../server/page
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'

const here = path.dirname(fileURLToPath(import.meta.url))
const folder = path.resolve(process.argv[2] ?? path.join(here, '..', 'server', 'page'))

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
await build({
  entryPoints: { page: path.join(here, 'src/main.tsx'), 'page-style': path.join(here, 'src/style/page.css') },
  outdir: folder,
  bundle: true,
  minify: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  conditions: ['source'],
  chunkNames: '[name]-[hash]',
  logLevel: 'warning',
})
for (const file of ['index.html', 'icon.svg']) cpSync(path.join(here, 'src', file), path.join(folder, file))
