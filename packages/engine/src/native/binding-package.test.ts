import { describe, expect, test } from 'vitest'

import { bindingPackages } from './binding-package.ts'

describe('bindingPackages', () => {
  test('tries the graphics builds first and the plain one last', () => {
    expect(bindingPackages('auto', { platform: 'linux', arch: 'x64' })).toEqual([
      '@node-llama-cpp/linux-x64-cuda',
      '@node-llama-cpp/linux-x64-vulkan',
      '@node-llama-cpp/linux-x64',
    ])
  })

  test.each([
    ['none', 'linux', 'arm64', ['@node-llama-cpp/linux-arm64']],
    ['none', 'linux', 'arm', ['@node-llama-cpp/linux-armv7l']],
    ['none', 'win32', 'x64', ['@node-llama-cpp/win-x64']],
    ['vulkan', 'win32', 'x64', ['@node-llama-cpp/win-x64-vulkan']],
    ['auto', 'darwin', 'arm64', ['@node-llama-cpp/mac-arm64-metal']],
    ['none', 'darwin', 'arm64', ['@node-llama-cpp/mac-arm64-metal']],
    ['cuda', 'darwin', 'arm64', []],
    ['auto', 'freebsd', 'x64', []],
  ] as const)('names for %s on %s %s: %j', (gpu, platform, arch, packages) => {
    expect(bindingPackages(gpu, { platform, arch })).toEqual(packages)
  })
})
