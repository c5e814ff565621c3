import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('app.css', import.meta.url), 'utf8');

function tokens(opening: string): Map<string, string> {
	const from = css.indexOf(opening);
	if (from < 0) throw new Error(`no block ${opening}`);
	const block = css.slice(from, css.indexOf('}', from));
	return new Map([...block.matchAll(/--([\w-]+):\s*(#[\da-f]{6});/g)].map((m) => [m[1]!, m[2]!]));
}

function luminance(hex: string): number {
	const [r, g, b] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
	const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

const colors = 'yellow orange red pink purple indigo blue teal green lime gray white'.split(' ');

const light = tokens(':root {');
const dark = tokens(":root[data-theme='dark'] {");

describe('design tokens', () => {
	it('has the same dark colours for the system setting and for the choice', () => {
		expect([...tokens(":root:not([data-theme='light']) {")]).toEqual([...dark]);
	});

	it('has the same high contrast for the system setting and for the choice', () => {
		const list = (opening: string): string[] => {
			const from = css.indexOf(opening);
			return css
				.slice(css.indexOf('{', from) + 1, css.indexOf('}', from))
				.split('\n')
				.flatMap((line) => line.trim() || []);
		};
		const chosen = list(":root[data-contrast='more'] {");
		expect(chosen.length).toBeGreaterThan(15);
		const system = css.slice(css.indexOf('@media (prefers-contrast: more)'));
		for (const line of chosen) expect(system.slice(0, system.indexOf('}'))).toContain(line);
	});

	it('names the same colours in light and dark', () => {
		expect([...dark.keys()]).toEqual([...light.keys()]);
	});

	for (const [name, theme] of [
		['light', light],
		['dark', dark]
	] as const) {
		const pairs: [front: string, back: string, least: number][] = [];
		for (const back of ['page', 'surface', 'surface-2', 'accent-soft']) {
			pairs.push(['text', back, 7], ['text-2', back, 4.5], ['link', back, 4.5]);
			pairs.push(['danger', back, 4.5], ['focus', back, 3], ['line-strong', back, 3]);
		}
		for (const soft of ['danger', 'warning', 'success']) pairs.push([soft, `${soft}-soft`, 4.5]);
		for (const solid of ['accent', 'danger']) {
			pairs.push([`${solid}-ink`, solid, 4.5], [`${solid}-ink`, `${solid}-hover`, 4.5]);
		}
		for (const color of colors) {
			pairs.push(['note-ink', `note-${color}`, 7]);
			pairs.push([`note-${color}-line`, `note-${color}`, 4], [`note-${color}-line`, 'board', 4.5]);
			pairs.push([`org-${color}-ink`, `org-${color}`, 4.5]);
			pairs.push([`note-${color}-line`, 'surface', 4.5]);
		}

		it.each(pairs)(`${name}: %s is readable on %s (%f to 1)`, (front, back, least) => {
			const ratio = contrast(theme.get(front)!, theme.get(back)!);
			expect(ratio).toBeGreaterThanOrEqual(least);
		});
	}
});
