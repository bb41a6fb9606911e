import type { SamplerConfig } from '../native/binding.ts'

/** Settings under which these tokens are never drawn, whatever bias they have. */
export function barTokens(config: SamplerConfig, tokens: readonly number[]): SamplerConfig {
  const { tokenBiasKeys = [], tokenBiasValues = [] } = config
  return {
    ...config,
    tokenBiasKeys: Uint32Array.of(...tokenBiasKeys, ...tokens),
    tokenBiasValues: Float32Array.of(...tokenBiasValues, ...tokens.map(() => -Infinity)),
  }
}
