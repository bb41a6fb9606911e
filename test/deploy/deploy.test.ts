import { ServerMetrics } from '@colloquy/server'
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { parseArguments } from '../../packages/cli/src/arguments/parse-arguments.ts'
import { serveOptions } from '../../packages/cli/src/commands/serve-options.ts'
import { chooseServed } from '../../packages/cli/src/serve/choose-served.ts'
import { readConfigurationFile } from '../../packages/cli/src/serve/configuration-file.ts'
import { variableOf } from '../../packages/cli/src/arguments/read-variable.ts'
import { findSettings } from '../../packages/cli/src/serve/settings.ts'
import { temporaryPath } from '../support/temporary-path.ts'

const root = new URL('../../deploy/', import.meta.url).pathname
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.|Dockerfile/.test(file))
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8')

describe('the files to deploy with', () => {
  test.each(files.filter((file) => file.endsWith('.yaml')))('%s is YAML without errors or warnings', (file) => {
    const documents = parseAllDocuments(textOf(file), { merge: true })
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([])
  })

  test.each(files)('%s uses only flags and variables that exist', (file) => {
    // Flags on other lines are those of other programs.
    const ours = textOf(file)
      .split('\n')
      .filter((line) => /\bserve\b/.test(line))
    const flags = ours.flatMap((line) => [...line.matchAll(/(?<=[\s[,])--([a-z-]+)/g)].map(([, flag = '']) => flag))
    const variables = [...textOf(file).matchAll(/COLLOQUY_[A-Z_]+/g)].map(([variable]) => variable)
    const known = new Set([...Object.keys(serveOptions).map(variableOf), 'COLLOQUY_API_KEY'])
    expect(flags.filter((flag) => !Object.hasOwn(serveOptions, flag))).toEqual([])
    expect(variables.filter((variable) => !known.has(variable))).toEqual([])
  })

  test('have no variables made of their services, which would be read as settings', () => {
    const manifest = parseAllDocuments(textOf('kubernetes/colloquy.yaml')).map((one): unknown => one.toJS())
    // `COLLOQUY_PORT` is what Kubernetes makes of the service's name.
    expect(variableOf('port')).toBe('COLLOQUY_PORT')
    const pods = { template: { spec: { enableServiceLinks: false } } }
    const deployment = manifest.find((one) => JSON.stringify(one).includes('"kind":"Deployment"'))
    expect(deployment).toMatchObject({ metadata: { name: 'colloquy' }, spec: pods })
  })

  test('name only paths and scripts that there are, in the image', () => {
    const image = textOf('Dockerfile')
    const { scripts }: { scripts: object } = JSON.parse(textOf('../package.json'))
    const copied = [...image.matchAll(/^COPY --from=build \/src\/(\S+)/gm)].map(([, source = '']) => source)
    const started = /^ENTRYPOINT \["node", "([^"]+)"\]/m.exec(image)?.[1] ?? ''
    expect(copied).toEqual(['package.json', 'node_modules', 'packages'])
    for (const name of [...copied, started]) expect(existsSync(path.join(root, '..', name)), name).toBe(true)
    const run = [...image.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script)
    expect(run.filter((script) => !Object.hasOwn(scripts, script))).toEqual([])
    // Kubernetes refuses `runAsNonRoot` where an image names its user by a word.
    expect(image).toMatch(/^USER [1-9]\d*$/m)
  })

  test('ask in the image whether it lives on the port that it was told to listen on', async () => {
    const [, check = ''] = /^HEALTHCHECK .* CMD (\[.*\])$/m.exec(textOf('Dockerfile')) ?? []
    const [, ...argv]: string[] = JSON.parse(check)
    const asked: (string | undefined)[] = []
    const server = createServer(({ url }, response) => void response.end(String(asked.push(url))))
    onTestFinished(() => void server.close())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    await promisify(execFile)(process.execPath, argv, { env: { COLLOQUY_PORT: String(port) } })
    expect(asked).toEqual(['/livez'])
  })

  test('find in the image what reaches the stores they name, though optional packages are left out of it', () => {
    const { dependencies }: { dependencies: object } = JSON.parse(textOf('../packages/cli/package.json'))
    expect(textOf('Dockerfile')).toContain('ARG OMIT=--omit=optional')
    for (const file of ['compose.yaml', 'kubernetes/colloquy.yaml']) expect(textOf(file)).toContain('postgres://')
    expect(dependencies).toHaveProperty('postgres')
  })

  test('name each other rightly: upstreams, mounts, ports, probes', () => {
    const compose: { services: object } = parseAllDocuments(textOf('compose.yaml'), { merge: true })[0]?.toJS()
    expect(hostsIn(textOf('colloquy.toml')).filter((host) => !Object.hasOwn(compose.services, host))).toEqual([])
    const kubernetes = textOf('kubernetes/colloquy.yaml')
    const vllm = parseAllDocuments(textOf('kubernetes/vllm.yaml')).map((one): unknown => one.toJS())
    expect(vllm).toMatchObject([
      { kind: 'Service', metadata: { name: 'vllm' } },
      { kind: 'StatefulSet', metadata: { name: 'vllm' }, spec: { serviceName: 'vllm', replicas: 2 } },
    ])
    expect(hostsIn(tomlIn('kubernetes/colloquy.yaml'))).toEqual(['vllm-0.vllm', 'vllm-1.vllm'])
    expect(kubernetes).toContain('args: [serve, --config, /etc/colloquy/colloquy.toml]')
    expect(kubernetes).toContain('{ name: config, mountPath: /etc/colloquy }')
    const probes = [...kubernetes.matchAll(/httpGet: \{ path: (\S+), port: (\w+) \}/g)].map(([, to, port]) => [
      to,
      port,
    ])
    expect(probes).toEqual([
      ['/readyz', 'http'],
      ['/livez', 'http'],
      ['/livez', 'http'],
    ])
  })

  test.each(['alerts.yaml', '../docs/running-a-server.md'])('%s speaks of metrics that there are', (file) => {
    const metrics = new ServerMetrics({ upstreams: () => [], loadedModels: () => [] }).render()
    const known = new Set([...metrics.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name))
    const named = [...textOf(file).matchAll(/\bcolloquy_\w+?(?=_bucket\b|\b)/g)].map(([name]) => name)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  const promtool = spawnSync('promtool', ['--version']).status === 0
  if (!promtool) console.warn('SKIPPED: the alerts, for there is no promtool (Debian: apt-get install prometheus).')
  test.runIf(promtool)('have alerts that Prometheus takes', () => {
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', path.join(root, 'alerts.yaml')], {
      encoding: 'utf8',
    })
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' })
  })

  const analyze = spawnSync('systemd-analyze', ['--version']).status === 0
  if (!analyze) console.warn('SKIPPED: the systemd unit, for there is no systemd-analyze.')
  test.runIf(analyze)('are a unit that systemd takes without a word', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', path.join(root, 'colloquy.service')], {
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  test('have settings that can be served, and give a drain the time it takes', async () => {
    const graces = {
      'colloquy.toml': [
        seconds('compose.yaml', /stop_grace_period: (\d+)s/),
        seconds('colloquy.service', /TimeoutStopSec=(\d+)/),
      ],
      'kubernetes/colloquy.yaml': [seconds('kubernetes/colloquy.yaml', /terminationGracePeriodSeconds: (\d+)/)],
    }
    for (const [file, given] of Object.entries(graces)) {
      const { options } = await settingsOf(tomlIn(file))
      const drain = (options['drain-delay'] ?? 0) + (options['drain-timeout'] ?? 0)
      for (const grace of given) expect(grace, file).toBeGreaterThan(drain)
    }
  })
})

/** The hosts of the upstreams in a configuration. */
function hostsIn(toml: string): string[] {
  return [...toml.matchAll(/^url = "http:\/\/([\w.-]+):8000\/v1"$/gm)].map(([, host = '']) => host)
}

function seconds(file: string, pattern: RegExp): number {
  return Number(pattern.exec(textOf(file))?.[1])
}

/** A file's TOML: the whole file, or what a config map holds. */
function tomlIn(file: string): string {
  if (file.endsWith('.toml')) return textOf(file)
  const maps = parseAllDocuments(textOf(file)).map((document): unknown => document.toJS())
  const toml = /"colloquy\.toml":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(maps))?.[1]
  return String(JSON.parse(toml ?? expect.unreachable(`${file} holds no TOML`)))
}

async function settingsOf(toml: string) {
  const file = temporaryPath('deployed.toml')
  writeFileSync(file, toml)
  const { options: noFlags } = parseArguments({ name: 'serve', options: serveOptions, words: { min: 0, max: 0 } }, [])
  const settings = findSettings(serveOptions, noFlags, { env: {}, file: await readConfigurationFile(file) })
  expect(await chooseServed(settings, {})).toMatchObject({ kind: 'pool' })
  return settings
}
