/**
 * The shell commands that list names when Tab is pressed. First columns of tables, since `--json` would need another
 * program to read it.
 */
export const nameLists = {
  model: "colloquy ls 2>/dev/null | awk 'NR>1{print $1}'",
  session: "colloquy sessions ls 2>/dev/null | awk 'NR>1{print $1}'",
} as const
