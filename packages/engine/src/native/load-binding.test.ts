import { ModelError } from 'colloquy'
import { describe, expect, test } from 'vitest'

import { loadBinding } from './load-binding.ts'

const linux = { platform: 'linux', arch: 'x64' }

async function failure(loading: Promise<unknown>): Promise<unknown> {
  return loading.then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('loadBinding', () => {
  test('loads the build for this machine once', async () => {
    const [first, second] = await Promise.all([loadBinding('auto'), loadBinding('auto')])
    expect(first).toBe(second)
    expect(first.binding.getMathCores()).toBeGreaterThan(0)
  })

  test('names the package to install where none is', async () => {
    const error = await failure(loadBinding('none', { machine: linux, locate: () => undefined }))
    expect(error).toBeInstanceOf(ModelError)
    expect(error).toMatchObject({ code: 'engine_unavailable' })
    expect(String(error)).toContain('npm install @node-llama-cpp/linux-x64@3.22.1')
  })

  test('names the package with the graphics build that was asked for', async () => {
    const error = await failure(loadBinding('vulkan', { machine: linux, locate: () => undefined }))
    expect(String(error)).toContain('npm install @node-llama-cpp/linux-x64-vulkan@3.22.1')
  })

  test('says so where no build exists for the machine', async () => {
    const error = await failure(loadBinding('auto', { machine: { platform: 'sunos', arch: 'sparc' } }))
    expect(error).toMatchObject({ code: 'engine_unavailable' })
    expect(String(error)).toContain('no native build of the engine for sunos sparc')
  })

  test('keeps the cause when an installed build does not load', async () => {
    const error = await failure(loadBinding('none', { machine: linux, locate: () => '/nowhere' }))
    expect(error).toMatchObject({ code: 'engine_unavailable', cause: expect.any(Error) })
  })
})
