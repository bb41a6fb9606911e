// Joins a package's built JavaScript: a file an entry, and chunks for what several of them share. Importing the SDK then
// takes Node 19 ms of CPU instead of 42, as it opens 16 files instead of 82 (docs/decisions/0003). What depends on the
// platform stays a file for each. Run by `npm ci` and `npm pack`, in the package's folder; the next `npm run build` undoes it.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildSync } from 'esbuild'

const { exports, imports } = JSON.parse(readFileSync('package.json', 'utf8'))
const entries = new Set([exports, imports].flatMap(builtFiles).map((file) => file.replace('./', '')))
const built = readdirSync('dist', { recursive: true }).map((file) => join('dist', file))

const { outputFiles } = buildSync({
  entryPoints: [...entries],
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  // Neither Node's own modules nor the choice of the platform is made here.
  platform: 'node',
  external: Object.keys(imports),
  outbase: 'dist',
  outdir: 'dist',
  chunkNames: 'shared/[hash]',
  legalComments: 'none',
  // A seventh of the package. Lines stay short, as stack traces name them.
  minifyWhitespace: true,
  lineLimit: 120,
  write: false,
  absWorkingDir: process.cwd(),
})

// Build notes and maps would tell `tsc` that nothing is to be done.
for (const file of built) if (/\.(js|map|tsbuildinfo)$/.test(file)) rmSync(file)
mkdirSync('dist/shared', { recursive: true })
for (const { path, contents } of outputFiles) writeFileSync(path, contents)
const declarations = new Set()
for (const { types } of Object.values(exports)) addDeclarations(join(types))
for (const file of built.filter((each) => each.endsWith('.d.ts'))) {
  if (!declarations.has(file)) rmSync(file)
  // The map that it points to is not in the package.
  else writeFileSync(file, readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=.*$/, '\n'))
}

/** Notes a declaration file and those it leads to. Those that no entry leads to are a fifth of all, and used by nobody. */
function addDeclarations(file) {
  if (declarations.has(file)) return
  declarations.add(file)
  for (const [, to] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.[jt]s['"]/g)) {
    addDeclarations(join(dirname(file), `${to}.d.ts`))
  }
}

/** The JavaScript files that a part of `package.json` names. */
function builtFiles(part) {
  if (typeof part === 'string') return part.endsWith('.js') ? [part] : []
  return Object.values(part).flatMap(builtFiles)
}
