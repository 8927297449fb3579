/** Lines up columns; the last one is not padded. Styles are applied after the widths are known. */
export function inColumns(
  rows: readonly (readonly string[])[],
  styles: readonly (((text: string) => string) | undefined)[] = [],
): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => {
        const padded = column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0);
        return (styles[column] ?? ((text: string) => text))(padded);
      });
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}
