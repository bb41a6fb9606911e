/** The name people know a chat template by, told by the markers only that family has; undefined for any other. */
export function templateFamily(template: string): string | undefined {
  return families.find(([marker]) => template.includes(marker))?.[1]
}

const families = [
  ['<|im_start|>', 'ChatML'],
  ['<|start_header_id|>', 'Llama 3'],
  ['<|channel|>', 'Harmony'],
  ['<start_of_turn>', 'Gemma'],
  ['<｜User｜>', 'DeepSeek'],
  ['[INST]', 'Mistral'],
  ['<|START_OF_TURN_TOKEN|>', 'Command'],
  ['<|start_of_role|>', 'Granite'],
  ['<|user|>', 'Phi'],
] as const
