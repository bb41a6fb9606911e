// Completes package-lock.json: adds an entry for every exact-pinned optional platform package that has none.
//
// npm leaves a platform binary out of the lock when the registry at hand does not serve it, and `npm ci`
// then refuses the lock on every machine. Run this after adding a package that ships platform binaries.
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
let added = 0

for (const owner of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`
    if (lock.packages[key] || !/^\d/.test(version)) continue
    lock.packages[key] = { version, optional: true, ...platformOf(name) }
    added++
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`package-lock.json: ${added} platform entries added.`)

/** Reads `os`, `cpu` and `libc` from a name such as `@oxlint/binding-linux-x64-musl` or `@node-llama-cpp/mac-arm64-metal`. */
function platformOf(name) {
  const words = name.split('/').at(-1).split(/[-.]/)
  const systems = {
    mac: 'darwin',
    darwin: 'darwin',
    win: 'win32',
    win32: 'win32',
    linux: 'linux',
    linuxmusl: 'linux',
    android: 'android',
    freebsd: 'freebsd',
    openharmony: 'openharmony',
    openbsd: 'openbsd',
    netbsd: 'netbsd',
    sunos: 'sunos',
    aix: 'aix',
  }
  const processors = {
    x64: 'x64',
    arm64: 'arm64',
    arm: 'arm',
    armv7l: 'arm',
    ia32: 'ia32',
    riscv64: 'riscv64',
    s390x: 's390x',
    ppc64: 'ppc64',
    ppc64le: 'ppc64',
    loong64: 'loong64',
    mips64el: 'mips64el',
    wasm32: 'wasm32',
  }
  const os = words.map((word) => systems[word]).find(Boolean)
  const cpu = words.map((word) => processors[word]).find(Boolean)
  const libc =
    os !== 'linux'
      ? undefined
      : words.some((word) => word.startsWith('musl') || word === 'linuxmusl')
        ? 'musl'
        : words.some((word) => word.startsWith('gnu'))
          ? 'glibc'
          : undefined
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) }
}
