// Packs every public package as npm would publish it and checks the result from the outside:
// publint and attw on the tarball, an import of every export from a fresh install, and the byte ceilings.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = new URL('..', import.meta.url).pathname
const scratch = mkdtempSync(join(tmpdir(), 'colloquy-packed-'))
const failures = []
const run = (command, args, options) => execFileSync(command, args, { encoding: 'utf8', ...options })
const filesIn = (folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, file))

try {
  const packages = ['colloquy', 'markdown', 'code', 'engine', 'server', 'cli'].map(pack)
  for (const packed of packages) lint(packed)
  installAndImport(packages)
  await measureBundles()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

for (const failure of failures) console.error(`✗ ${failure}`)
if (failures.length > 0) process.exit(1)

function pack(folder) {
  const directory = join(root, 'packages', folder)
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  if (manifest.scripts?.prepack) run('npm', ['run', 'prepack'], { cwd: directory, stdio: 'pipe' })
  const [{ filename, name, unpackedSize }] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  return {
    name,
    directory,
    tarball: join(scratch, filename),
    unpackedSize,
    manifest,
  }
}

function lint({ name, directory, tarball, manifest }) {
  // TypeScript 6.0.3 leaves `import('./x.ts')` as it is inside a function that uses `using`: the build is silent, the
  // package broken.
  const importsSource = (file) =>
    file.endsWith('.js') && /(?:from |import\()["'][^"']+\.ts["']/.test(readFileSync(file, 'utf8'))
  const unbuilt = filesIn(join(directory, 'dist')).filter(importsSource).join('\n')
  if (unbuilt !== '') failures.push(`${name}: these files import TypeScript:\n${unbuilt}`)
  check(`${name}: publint`, () => run('npx', ['publint', 'run', '--strict', tarball], { cwd: root, stdio: 'pipe' }))
  if (!manifest.exports) return
  check(`${name}: attw`, () => run('npx', ['attw', '--profile', 'esm-only', tarball], { cwd: root, stdio: 'pipe' }))
}

/** Installs the tarballs together in an empty project, so that nothing of the workspace can leak in. */
function installAndImport(packages) {
  const project = join(scratch, 'project')
  const linked = Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:${tarball}`]))
  execFileSync('mkdir', [project])
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies: linked, overrides: linked }),
  )
  check('install the packed packages', () =>
    run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], {
      cwd: project,
      stdio: 'pipe',
    }),
  )
  for (const { name, manifest } of packages) {
    for (const door of Object.keys(manifest.exports ?? {})) {
      const specifier = join(name, door)
      check(`import ${specifier}`, () =>
        run('node', ['--input-type=module', '-e', `await import('${specifier}')`], { cwd: project, stdio: 'pipe' }),
      )
    }
  }
  for (const [version, node] of nodes()) {
    for (const door of Object.keys(packages[0].manifest.exports)) {
      const specifier = join('colloquy', door)
      check(`Node ${version}: import and require ${specifier}`, () => {
        const program = `const { isDeepStrictEqual } = require('node:util')
          const required = Object.keys(require('${specifier}'))
          import('${specifier}').then((imported) => {
            if (!isDeepStrictEqual(required.filter((name) => name !== '__esModule'), Object.keys(imported))) process.exit(1)
          })`
        run(node, ['--no-warnings', '--input-type=commonjs', '-e', program], { cwd: project, stdio: 'pipe' })
      })
    }
  }
  // Started by its file's name alone, which no import leads to.
  check('the packed engine compiles in a thread', () => {
    const program = `const door = import.meta.resolve('@colloquy/engine')
      const { startCompilerThread } = await import(new URL('compile/start-compiler-thread.js', door))
      const thread = startCompilerThread(
        { dialect: { reasoning: [] }, spacing: 'loose' },
        { compiled: ({ texts }) => process.exit(texts.answer.startsWith('root ::= ') ? 0 : 1), failed: (error) => { throw error } },
      )
      thread.compile('{"format":{"type":"json_object"},"tools":[]}')`
    run('node', ['--input-type=module', '-e', program], { cwd: project, stdio: 'pipe' })
  })
  check('the packed command answers --version', () =>
    run('npx', ['colloquy', '--version'], { cwd: project, stdio: 'pipe' }),
  )
  const sdk = sizeOf(join(project, 'node_modules', 'colloquy'))
  ceiling('colloquy on disk', sdk, 500_000)
}

/** This Node, and a newer one from npm's `node` package, where that can be installed. */
function nodes() {
  const prefix = join(scratch, 'node-22')
  const newer = join(prefix, 'node_modules', 'node', 'bin', 'node')
  try {
    run('npm', ['install', '--prefix', prefix, '--prefer-offline', '--no-audit', '--no-fund', 'node@22'], {
      stdio: 'pipe',
    })
    return [
      [process.versions.node, process.execPath],
      [run(newer, ['-p', 'process.versions.node']).trim(), newer],
    ]
  } catch {
    console.log('SKIPPED: Node 22 cannot be installed here; the packages were tried on this Node only')
    return [[process.versions.node, process.execPath]]
  }
}

async function measureBundles() {
  const ceilings = JSON.parse(readFileSync(join(root, 'scripts', 'size-ceilings.json'), 'utf8'))
  for (const { what, program, gzip } of ceilings) {
    const { outputFiles } = await build({
      stdin: { contents: program, resolveDir: join(root, 'packages', 'cli') },
      bundle: true,
      format: 'esm',
      minify: true,
      write: false,
      platform: 'browser',
      target: 'es2022',
      logLevel: 'error',
    })
    ceiling(what, gzipSync(outputFiles[0].contents, { level: 9 }).length, gzip)
  }
}

function ceiling(what, bytes, limit) {
  console.log(`${bytes <= limit ? '✓' : '✗'} ${what}: ${bytes} bytes, at most ${limit}`)
  if (bytes > limit) failures.push(`${what} is ${bytes} bytes; the ceiling is ${limit}`)
}

function check(what, action) {
  try {
    action()
    console.log(`✓ ${what}`)
  } catch (error) {
    console.log(`✗ ${what}`)
    failures.push(`${what}\n${error.stdout || error.stderr || error}`)
  }
}

function sizeOf(path) {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.size
  return readdirSync(path).reduce((sum, entry) => sum + sizeOf(join(path, entry)), 0)
}
