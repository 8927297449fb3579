/** A number with what it counts, in the right number: `1 card`, `2 cards`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
