import type { IndexedFile } from './simple-index.ts'

/** The wheel of a version, of those an index lists: one for any platform before one for some. */
export function chooseWheel(files: readonly IndexedFile[], name: string, version: string): IndexedFile | undefined {
  const wheels = files.filter(({ fileName }) => {
    const parts = wheelName(fileName)
    return parts?.name === name && sameVersion(parts.version, version)
  })
  return wheels.find(({ fileName }) => fileName.endsWith('-none-any.whl')) ?? wheels[0]
}

/** The versions of a package an index has wheels of, as written, in its order. */
export function wheelVersions(files: readonly IndexedFile[], name: string): string[] {
  const wheels = files.map(({ fileName }) => wheelName(fileName)).filter((parts) => parts?.name === name)
  return [...new Set(wheels.map((parts) => parts?.version ?? ''))]
}

/** Reads `name-version(-build)-python-abi-platform.whl`: PEP 427. */
function wheelName(fileName: string): { name: string; version: string } | undefined {
  const match = /^([^-]+)-([^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl$/.exec(fileName)
  const [, name, version] = match ?? []
  if (name === undefined || version === undefined) return undefined
  return { name: name.toLowerCase().replaceAll(/[-_.]+/g, '-'), version }
}

function sameVersion(one: string, other: string): boolean {
  return plainVersion(one) === plainVersion(other)
}

/** `1.0` is `1.0.0`: PEP 440 leaves zeros at the end, case and a leading `v` aside. */
function plainVersion(version: string): string {
  return version
    .toLowerCase()
    .replace(/^v/, '')
    .replace(/^([\d.]*?\d)(\.0+)*(?=$|[^\d.])/, '$1')
}
