import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../packages/colloquy/src/', import.meta.url))
const folders = ['', 'protocol/', 'stream/', 'validate/', 'tools/', 'middleware/', 'openai/', 'testing/']
const doors = folders.map((folder) => `${root}${folder}index.ts`)

/** What the package exports and the public members of its classes, each by the name it is found under. */
function exported(): Map<string, ts.Symbol> {
  const program = ts.createProgram(doors, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    customConditions: ['source'],
    types: [],
    noEmit: true,
  })
  const checker = program.getTypeChecker()
  const found = new Map<string, ts.Symbol>()
  for (const door of doors) {
    const file = program.getSourceFile(door)
    const module = file && checker.getSymbolAtLocation(file)
    for (const alias of module ? checker.getExportsOfModule(module) : []) {
      const symbol = alias.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(alias) : alias
      found.set(alias.name, symbol)
      for (const member of membersOf(symbol)) {
        const named = member.name && checker.getSymbolAtLocation(member.name)
        if (named) found.set(`${alias.name}.${named.name}`, named)
      }
    }
  }
  return found
}

/** Those that are not private, and do not override what is explained where it is declared first. */
function membersOf(symbol: ts.Symbol): ts.ClassElement[] {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Override
  return (symbol.declarations ?? [])
    .filter(ts.isClassDeclaration)
    .flatMap(({ members }) => [...members])
    .filter(({ name }) => name && !ts.isPrivateIdentifier(name))
    .filter((member) => !(ts.getCombinedModifierFlags(member) & hidden))
}

test('whatever the package exports is explained', () => {
  const names = exported()
  expect(names.size).toBeGreaterThan(300)
  const silent = [...names].filter(
    ([, symbol]) => symbol.getDocumentationComment(undefined).length + symbol.getJsDocTags().length === 0,
  )
  expect(silent.map(([name]) => name)).toEqual([])
}, 60_000)
