// Fetches the chat templates that test/templates compares with Python's jinja2: the collection that the source package of
// llama-cpp-python carries. They are other people's work and stay out of the repository.
//
//   node scripts/fetch-templates.mjs [folder]
//
// Uses the machine's own `python3 -m pip`, so a mirror or proxy set up for pip holds here too. Takes about a minute.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const source = 'llama-cpp-python==0.3.36'
const repository = fileURLToPath(new URL('..', import.meta.url))
const folder = process.argv[2] ?? process.env.COLLOQUY_TEMPLATES ?? path.join(repository, '.cache', 'templates')
const python = process.env.COLLOQUY_PYTHON ?? 'python3'

const unpack = `
import pathlib, sys, tarfile
with tarfile.open(sys.argv[1]) as archive:
    for member in archive:
        if member.isfile() and "/models/templates/" in member.name and member.name.endswith(".jinja"):
            target = pathlib.Path(sys.argv[2], pathlib.PurePosixPath(member.name).name)
            target.write_bytes(archive.extractfile(member).read())
`

const download = mkdtempSync(path.join(tmpdir(), 'colloquy-templates-'))
try {
  run('-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', ':all:', '--dest', download, source)
  const archive = readdirSync(download).find((name) => name.endsWith('.tar.gz'))
  if (archive === undefined) throw new Error(`pip downloaded no source archive of ${source}`)
  mkdirSync(folder, { recursive: true })
  run('-c', unpack, path.join(download, archive), folder)
  console.log(`${readdirSync(folder).filter((name) => name.endsWith('.jinja')).length} chat templates are in ${folder}`)
} finally {
  rmSync(download, { recursive: true, force: true })
}

function run(...args) {
  const { status, error } = spawnSync(python, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${python} ${args[0]} ${args[1]} ended with ${status}`)
}
