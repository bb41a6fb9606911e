/** Where the model computes. `auto` takes the fastest build that is installed and loads; `none` is the processor. */
export type GpuSupport = 'auto' | 'cuda' | 'vulkan' | 'metal' | 'none'

/** The machine a build must fit, in Node's names. */
export interface Machine {
  platform: string
  arch: string
}

const systems: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'mac', win32: 'win' }
const processors: Readonly<Record<string, string>> = { x64: 'x64', arm64: 'arm64', arm: 'armv7l', riscv64: 'riscv64' }

// Builds there are, fastest first. Apple's arm build always has Metal in it and computes on the processor too.
const builds: Readonly<Record<string, readonly { suffix: string; gpu: GpuSupport }[]>> = {
  'linux-x64': [
    { suffix: '-cuda', gpu: 'cuda' },
    { suffix: '-vulkan', gpu: 'vulkan' },
    { suffix: '', gpu: 'none' },
  ],
  'linux-arm64': [{ suffix: '', gpu: 'none' }],
  'linux-armv7l': [{ suffix: '', gpu: 'none' }],
  'linux-riscv64': [{ suffix: '', gpu: 'none' }],
  'mac-arm64': [
    { suffix: '-metal', gpu: 'metal' },
    { suffix: '-metal', gpu: 'none' },
  ],
  'mac-x64': [{ suffix: '', gpu: 'none' }],
  'win-x64': [
    { suffix: '-cuda', gpu: 'cuda' },
    { suffix: '-vulkan', gpu: 'vulkan' },
    { suffix: '', gpu: 'none' },
  ],
  'win-arm64': [{ suffix: '', gpu: 'none' }],
}

/** Names the packages whose native build fits the machine and the wish, best first; empty where none exists. */
export function bindingPackages(gpu: GpuSupport, machine: Machine): readonly string[] {
  const name = `${systems[machine.platform] ?? machine.platform}-${processors[machine.arch] ?? machine.arch}`
  const fitting = (builds[name] ?? []).filter((build) => gpu === 'auto' || build.gpu === gpu)
  return [...new Set(fitting.map((build) => `@node-llama-cpp/${name}${build.suffix}`))]
}
