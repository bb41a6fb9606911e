/** Thrown inside the compiler for a schema that cannot be enforced as it stands; becomes a 400 at the door. */
export class SchemaRefusal extends Error {
  /** JSON pointer of the keyword or subschema at fault, such as `#/properties/age/multipleOf`. */
  readonly pointer: string

  constructor(pointer: string, reason: string) {
    super(reason)
    this.name = 'SchemaRefusal'
    this.pointer = pointer
  }
}
