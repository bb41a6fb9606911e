import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Machine } from '../environment.ts'
import { parsePipConfig, pipConfigPaths, readPipSettings } from './pip-settings.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'colloquy-pip-'))
})
afterEach(() => rm(home, { recursive: true }))

function machine(env: Machine['env'] = {}): Machine {
  // XDG_CONFIG_DIRS and PIP_CONFIG_FILE keep this machine's own settings out.
  return { env: { XDG_CONFIG_DIRS: join(home, 'xdg'), ...env }, platform: 'linux', home, cwd: home }
}

async function write(path: string, text: string): Promise<string> {
  const full = join(home, path)
  await mkdir(dirname(full), { recursive: true })
  await writeFile(full, text)
  return full
}

describe('readPipSettings', () => {
  test('asks the public index where nothing is set', async () => {
    expect((await readPipSettings(machine({ PIP_CONFIG_FILE: '/dev/null' }))).indexes).toEqual([
      { url: 'https://pypi.org/simple' },
    ])
  })

  test('takes indexes and certificates from the environment first', async () => {
    await write('.config/pip/pip.conf', '[global]\nindex-url = https://file.example/simple\ncert = /file.pem')
    const env = {
      PIP_INDEX_URL: 'https://a.example/simple',
      PIP_EXTRA_INDEX_URL: 'https://b.example/s https://c.example/s',
    }
    expect(await readPipSettings(machine({ ...env, PIP_CERT: '/env.pem' }))).toEqual({
      indexes: [
        { url: 'https://a.example/simple', setBy: 'PIP_INDEX_URL' },
        { url: 'https://b.example/s', setBy: 'PIP_EXTRA_INDEX_URL' },
        { url: 'https://c.example/s', setBy: 'PIP_EXTRA_INDEX_URL' },
      ],
      certificates: '/env.pem',
    })
  })

  test('reads the user file, carried-on lines and all', async () => {
    const path = await write(
      '.config/pip/pip.conf',
      '[global]\nindex-url = https://a.example/simple\nextra-index-url =\n    https://b.example/s\n    https://c.example/s\n',
    )
    expect((await readPipSettings(machine())).indexes).toEqual([
      { url: 'https://a.example/simple', setBy: path },
      { url: 'https://b.example/s', setBy: path },
      { url: 'https://c.example/s', setBy: path },
    ])
  })

  test('lets [install] win over [global], and a named file over the others', async () => {
    await write(
      '.config/pip/pip.conf',
      '[install]\nindex-url = https://install.example/s\n[global]\nindex-url = https://g.example/s',
    )
    const first = (await readPipSettings(machine())).indexes[0]
    expect(first?.url).toBe('https://install.example/s')
    const named = await write('mine.conf', '[install]\nindex-url = https://named.example/s')
    expect((await readPipSettings(machine({ PIP_CONFIG_FILE: named }))).indexes[0]?.url).toBe('https://named.example/s')
  })
})

test('parsePipConfig reads sections, both delimiters and comments', () => {
  const text = '# comment\n; too\n[global]\nindex_url: https://a.example:8080/simple\ntimeout=60\n[install]\ncert = x\n'
  expect(Object.fromEntries(parsePipConfig(text))).toEqual({
    'global.index-url': 'https://a.example:8080/simple',
    'global.timeout': '60',
    'install.cert': 'x',
  })
})

test('pipConfigPaths names the files of each platform, the one that wins last', () => {
  const base = { env: { VIRTUAL_ENV: '/venv' }, home: '/home/ada', cwd: '/' }
  expect(pipConfigPaths({ ...base, platform: 'linux' })).toEqual([
    '/etc/xdg/pip/pip.conf',
    '/etc/pip.conf',
    '/home/ada/.pip/pip.conf',
    '/home/ada/.config/pip/pip.conf',
    '/venv/pip.conf',
  ])
  expect(pipConfigPaths({ ...base, platform: 'darwin' })).toContain(
    '/home/ada/Library/Application Support/pip/pip.conf',
  )
  const windows = { env: { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' }, home: 'C:\\Users\\ada', cwd: 'C:\\' }
  expect(pipConfigPaths({ ...windows, platform: 'win32' })).toEqual([
    'C:\\ProgramData\\pip\\pip.ini',
    'C:\\Users\\ada\\pip\\pip.ini',
    'C:\\Users\\ada\\AppData\\Roaming\\pip\\pip.ini',
  ])
})
