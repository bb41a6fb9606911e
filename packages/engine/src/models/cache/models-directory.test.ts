import { expect, test } from 'vitest'
import { modelsDirectory } from './models-directory.ts'

const linux = { platform: 'linux', home: '/home/ada', cwd: '/project' } as const
const mac = { platform: 'darwin', home: '/Users/ada', cwd: '/project' } as const
const windows = { platform: 'win32', home: 'C:\\Users\\ada', cwd: 'C:\\project' } as const

test.each([
  [{}, linux, '/home/ada/.local/share/colloquy/models'],
  [{ XDG_DATA_HOME: '/data' }, linux, '/data/colloquy/models'],
  [{ XDG_DATA_HOME: 'relative' }, linux, '/home/ada/.local/share/colloquy/models'],
  [{ COLLOQUY_MODELS: '/models', XDG_DATA_HOME: '/data' }, linux, '/models'],
  [{ COLLOQUY_MODELS: '~/models' }, linux, '/home/ada/models'],
  [{ COLLOQUY_MODELS: 'models' }, linux, '/project/models'],
  [{ COLLOQUY_MODELS: '' }, linux, '/home/ada/.local/share/colloquy/models'],
  [{}, mac, '/Users/ada/Library/Application Support/colloquy/models'],
  [{ LOCALAPPDATA: 'D:\\Local' }, windows, 'D:\\Local\\colloquy\\models'],
  [{}, windows, 'C:\\Users\\ada\\AppData\\Local\\colloquy\\models'],
  [{ COLLOQUY_MODELS: 'E:\\m' }, windows, 'E:\\m'],
])('with %j on %j models are kept in %s', (env, machine, expected) => {
  expect(modelsDirectory(env, machine)).toBe(expected)
})
