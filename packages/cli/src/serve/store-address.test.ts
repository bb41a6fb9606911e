import { expect, test } from 'vitest'
import { storeAddress } from './store-address.ts'

test.each([
  [{ HOME: '/home/ann' }, 'linux', 'sqlite:/home/ann/.local/share/colloquy/server.db'],
  [{ HOME: '/home/ann', XDG_DATA_HOME: '/data' }, 'linux', 'sqlite:/data/colloquy/server.db'],
  [{ HOME: '/home/ann', XDG_DATA_HOME: 'data' }, 'linux', 'sqlite:/home/ann/.local/share/colloquy/server.db'],
  [{ HOME: '/Users/ann' }, 'darwin', 'sqlite:/Users/ann/Library/Application Support/colloquy/server.db'],
] as const)('with %j on %s the store is %s', (env, platform, address) => {
  expect(storeAddress(env, platform)).toBe(address)
})
