/** Path of the model to measure with: the GGUF file given, or the catalog's smallest, downloaded once. */
export async function modelFile(given) {
  if (given !== undefined) return given
  // Imported only here: benches of the native addon alone run without a built engine.
  const { ensureModel } = await import('@colloquy/engine/models')
  const { path } = await ensureModel('smollm2:135m')
  return path
}
