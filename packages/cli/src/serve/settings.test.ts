import { writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { readConfigurationFile } from './configuration-file.ts'
import { findSettings, type Settings } from './settings.ts'

const table = {
  port: { type: 'integer', help: '', default: 8080 },
  insecure: { type: 'boolean', help: '' },
  parallel: { type: 'integer', help: '', unset: '4' },
  upstream: { type: 'string', multiple: true, help: '' },
  alias: { type: 'string', multiple: true, help: '' },
  fallback: { type: 'string', multiple: true, help: '' },
  config: { type: 'string', help: '' },
} as const

const noFlags = {
  port: undefined,
  insecure: undefined,
  parallel: undefined,
  upstream: undefined,
  alias: undefined,
  fallback: undefined,
  config: undefined,
}

describe('settings', () => {
  test('are taken from the flag before the variable before the file before the default', async () => {
    const toml = 'port = 3\n'
    const env = { COLLOQUY_PORT: '2' }
    expect(await portOf({ flag: 1, env, toml })).toEqual([1, 'flag'])
    expect(await portOf({ env, toml })).toEqual([2, 'COLLOQUY_PORT'])
    expect(await portOf({ toml })).toEqual([3, expect.stringMatching(/toml$/)])
    expect(await portOf({})).toEqual([8080, 'default'])
  })

  test('that nothing was said about are explained by what follows from that, and stay unset', async () => {
    const { options, explained } = await settings({})
    expect(explained).toContainEqual({ name: 'parallel', values: ['4'], source: 'default' })
    expect(explained).toContainEqual({ name: 'insecure', values: ['false'], source: 'default' })
    expect(options).toMatchObject({ parallel: undefined, insecure: undefined })
  })

  test('may be lists and tables in a file', async () => {
    const { options } = await settings({
      toml: `
        insecure = true
        alias = { fast = "small" }
        [[upstream]]
        url = "http://one/v1"
        weight = 2
        models = ["a", "b"]
        [[upstream]]
        url = "http://two/v1"
        [fallback]
        large = ["small", "tiny"]
      `,
    })
    expect(options).toMatchObject({
      insecure: true,
      upstream: ['http://one/v1,weight=2,models=a|b', 'http://two/v1'],
      alias: ['fast=small'],
      fallback: ['large=small,tiny'],
    })
  })

  test('may be several in a variable, with blanks between them', async () => {
    const { options } = await settings({ env: { COLLOQUY_UPSTREAM: 'http://one/v1  http://two/v1,2' } })
    expect(options.upstream).toEqual(['http://one/v1', 'http://two/v1,2'])
  })

  test('that are switches are true or false outside of flags', async () => {
    expect((await settings({ env: { COLLOQUY_INSECURE: '1' } })).options.insecure).toBe(true)
    expect((await settings({ toml: 'insecure = false' })).options.insecure).toBeUndefined()
    await expect(settings({ env: { COLLOQUY_INSECURE: 'yes' } })).rejects.toThrow('it must be true or false')
  })

  test.each([
    [{ toml: 'prot = 1' }, 'there is no setting "prot"', 'Did you mean "port"?'],
    [{ toml: 'config = "x"' }, 'there is no setting "config"', 'Settings are the flags'],
    [{ toml: 'port = "many"' }, '.toml: --port is "many"; it must be a whole number.', undefined],
    [{ env: { COLLOQUY_PORT: 'many' } }, 'COLLOQUY_PORT: --port is "many"', undefined],
    [{ toml: 'port = ' }, 'is not valid TOML (line 1, column', undefined],
    [{ toml: '[[upstream]]\nweight = 1' }, 'an "upstream" has no "url"', undefined],
  ])('are refused with what is wrong and where: %j', async (sources, message, advice) => {
    const thrown: unknown = await settings(sources).catch((error: unknown) => error)
    expect(thrown).toMatchObject({
      message: expect.stringContaining(message),
      advice: advice === undefined ? undefined : expect.stringContaining(advice),
    })
  })
})

interface Sources {
  readonly flag?: number
  readonly env?: Record<string, string>
  readonly toml?: string
}

async function settings({ flag, env = {}, toml }: Sources): Promise<Settings<typeof table>> {
  let file: Awaited<ReturnType<typeof readConfigurationFile>> | undefined
  if (toml !== undefined) {
    const path = temporaryPath('colloquy.toml')
    await writeFile(path, toml)
    file = await readConfigurationFile(path)
  }
  return findSettings(table, { ...noFlags, port: flag }, { env, file })
}

async function portOf(sources: Sources): Promise<[unknown, string | undefined]> {
  const { options, explained } = await settings(sources)
  return [options.port, explained.find(({ name }) => name === 'port')?.source]
}
