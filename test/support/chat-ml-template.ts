/**
 * A ChatML chat template with tools: definitions as JSON lines in the system block, calls between `<tool_call>` tags,
 * results as messages of role `tool`.
 */
export const chatMlTemplate: string = `{%- if tools %}
{%- set lead = messages[0].content if messages[0].role == 'system' else '' %}
{{- '<|im_start|>system\\n' }}
{%- if lead %}{{- lead + '\\n\\n' }}{%- endif %}
{{- 'Functions you may call, one JSON object a line:\\n<tools>\\n' }}
{%- for tool in tools %}{{- tool | tojson + '\\n' }}{%- endfor %}
{{- '</tools>\\nTo call one, answer with its name and arguments:\\n' }}
{{- '<tool_call>\\n{"name": "...", "arguments": {...}}\\n</tool_call><|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
{%- if not (tools and loop.first and message.role == 'system') %}
{{- '<|im_start|>' + message.role + '\\n' }}
{%- if message.content %}{{- message.content }}{%- endif %}
{%- for call in message.tool_calls or [] %}
{%- set given = call.function.arguments %}
{{- '\\n' if message.content or not loop.first else '' }}
{{- '<tool_call>\\n{"name": ' + (call.function.name | tojson) + ', "arguments": ' }}
{{- (given if given is string else given | tojson) + '}\\n</tool_call>' }}
{%- endfor %}
{{- '<|im_end|>\\n' }}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}
`
