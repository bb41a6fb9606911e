import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { checkFreeSpace, onStorage } from './storage-failure.ts'

describe('checkFreeSpace', () => {
  test('says how much is needed and how much is free', async () => {
    await expect(checkFreeSpace('/models', 98_362_432, async () => 1_000_000)).rejects.toMatchObject({
      code: 'model_storage_failed',
      message: expect.stringMatching(
        /\/models is full: 98 MB \(98362432 bytes\) more are needed, 1 MB \(1000000 bytes\) are free.*COLLOQUY_MODELS/,
      ),
    })
  })

  test('lets pass what fits, and what no one can tell', async () => {
    await checkFreeSpace('/models', 10, async () => 10)
    await checkFreeSpace('/models', 10, async () => undefined)
    await checkFreeSpace(tmpdir(), 1)
    await expect(checkFreeSpace(tmpdir(), Number.MAX_SAFE_INTEGER)).rejects.toThrow('is full')
  })
})

describe('onStorage', () => {
  const failing = (code: string) => () =>
    Promise.reject(Object.assign(new Error(`${code}: it failed`), { code, syscall: 'write' }))

  test.each([
    ['ENOSPC', /The disk of .* is full: 0 MB \(5 bytes\) more are needed, .* are free/],
    ['EROFS', /on a file system that cannot be written \(EROFS\)\. Make it writable, or .* COLLOQUY_MODELS/],
    ['EACCES', /may not be written by this user/],
    ['EIO', /cannot be used \(EIO\)/],
  ])('puts %s into words', async (code, message) => {
    await expect(onStorage(tmpdir(), failing(code), 5)).rejects.toMatchObject({
      code: 'model_storage_failed',
      message: expect.stringMatching(message),
      cause: expect.objectContaining({ code }),
    })
  })

  test('leaves errors that are not of the file system alone', async () => {
    await expect(onStorage('/models', () => Promise.reject(new TypeError('a bug')))).rejects.toThrow(TypeError)
  })

  test('puts a file in the way of a folder into words', async () => {
    await expect(onStorage('/dev/null/x', () => mkdir('/dev/null/x'))).rejects.toThrow('a file is in its way')
  })
})
