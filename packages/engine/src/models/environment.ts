/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Whose machine this is: everything the folder of models and the settings of other programs depend on. */
export interface Machine {
  readonly env: Environment
  /** `process.platform`. */
  readonly platform: NodeJS.Platform
  /** Home directory of the user. */
  readonly home: string
  /** Current directory. */
  readonly cwd: string
}
