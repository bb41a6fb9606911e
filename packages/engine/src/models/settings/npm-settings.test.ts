import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Machine } from '../environment.ts'
import { parseNpmrc, readNpmSettings } from './npm-settings.ts'

let home: string
let cwd: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'colloquy-npm-'))
  cwd = await mkdtemp(join(tmpdir(), 'colloquy-project-'))
})
afterEach(() => Promise.all([rm(home, { recursive: true }), rm(cwd, { recursive: true })]))

function machine(env: Machine['env'] = {}): Machine {
  return { env, platform: 'linux', home, cwd }
}

describe('readNpmSettings', () => {
  test('asks the public registry where nothing is set', async () => {
    const settings = await readNpmSettings(machine())
    expect(settings.registryOf('a')).toEqual({ url: 'https://registry.npmjs.org/', setBy: undefined })
  })

  test('lets the environment win over the project, and the project over the user', async () => {
    await writeFile(join(home, '.npmrc'), 'registry=https://user.example/\n@s:registry=https://scope.example/npm')
    expect((await readNpmSettings(machine())).registryOf('a').url).toBe('https://user.example/')
    await writeFile(join(cwd, '.npmrc'), 'registry = https://project.example')
    expect((await readNpmSettings(machine())).registryOf('a').url).toBe('https://project.example/')
    const settings = await readNpmSettings(machine({ npm_config_registry: 'https://env.example/' }))
    expect(settings.registryOf('a')).toEqual({ url: 'https://env.example/', setBy: 'npm_config_registry' })
    expect(settings.registryOf('@s/a')).toEqual({ url: 'https://scope.example/npm/', setBy: join(home, '.npmrc') })
  })

  test('gives credentials to the address they are stored for, and to no other', async () => {
    await writeFile(
      join(home, '.npmrc'),
      [
        '//r.example/npm/:_authToken=${TOKEN}',
        '//r.example/old/:username=ada',
        `//r.example/old/:_password=${Buffer.from('secret').toString('base64')}`,
        '//basic.example/:_auth=YTpi',
      ].join('\n'),
    )
    const settings = await readNpmSettings(machine({ TOKEN: 't0' }))
    expect(settings.authorizationFor('https://r.example/npm/a/-/a-1.tgz')).toBe('Bearer t0')
    expect(settings.authorizationFor('https://r.example/npm/a')).toBe('Bearer t0')
    expect(settings.authorizationFor('https://r.example/old/a')).toBe(
      `Basic ${Buffer.from('ada:secret').toString('base64')}`,
    )
    expect(settings.authorizationFor('https://basic.example/a')).toBe('Basic YTpi')
    expect(settings.authorizationFor('https://r.example/npmx/a')).toBeUndefined()
    expect(settings.authorizationFor('https://cdn.r.example/npm/a')).toBeUndefined()
    expect(settings.authorizationFor('https://r.example:444/npm/a')).toBeUndefined()
  })
})

test('parseNpmrc reads comments, quotes and variables', () => {
  const text = '; comment\n# too\na = "b c"\nkeep=${NONE}\nempty=${NONE?}\nregistry=https://x.example/?a=b\n'
  expect(Object.fromEntries(parseNpmrc(text, {}))).toEqual({
    a: 'b c',
    keep: '${NONE}',
    empty: '',
    registry: 'https://x.example/?a=b',
  })
})
