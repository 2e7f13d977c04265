/** break, continue and return on their way to what they end. */
export class LoopControl extends Error {
  override readonly name = 'LoopControl';
  constructor(
    readonly how: 'break' | 'continue' | 'return',
    public levels: number,
  ) {
    super(how);
  }
}
