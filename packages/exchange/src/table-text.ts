import { cellKey, type Item } from '@concordia/board';

/** What a table says, for programs that know none: a table of Markdown. Empty for everything else. */
export function tableText({ type, rows = [], columns = [], cells = {} }: Item): string {
	if (type !== 'table' || rows.length === 0 || columns.length === 0) return '';
	const lines = rows.map((row) => {
		const words = columns.map((column) =>
			(cells[cellKey(row.id, column.id)] ?? '').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
		);
		return `| ${words.join(' | ')} |`;
	});
	// Markdown knows no table without a row that names the columns.
	const rule = `|${columns.map(() => ' --- |').join('')}`;
	return [lines[0]!, rule, ...lines.slice(1)].join('\n');
}
