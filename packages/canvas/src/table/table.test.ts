import { tableFrom } from '@concordia/board/table';
import type { Item } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { paintSvg } from '../paint/svg.ts';
import { Parts } from '../parts.ts';
import { Scene } from '../scene.ts';
import { evenMeasurer } from '../test-board.ts';
import { makeTheme } from '../theme.ts';
import * as table from './index.ts';

function open(...rows: string[]): { scene: Scene; item: Item } {
	let made = 0;
	const item = {
		...tableFrom(
			rows.map((row) => row.split('|')),
			{ pos: [0, 0], newId: () => `n${(made += 1)}`, headerRow: true }
		),
		id: 't',
		z: 'a0'
	} as Item;
	const scene = new Scene({ measurer: evenMeasurer, parts: new Parts(() => {}, { table }) });
	scene.load([item]);
	return { scene, item };
}

const svgOf = (scene: Scene): string =>
	paintSvg({ scene, theme: makeTheme('light'), measurer: evenMeasurer });

describe('a table on the board', () => {
	it('says everything its cells say', () => {
		const { scene } = open(
			'Who|What',
			'Anna|**many** words that take several lines in a narrow column'
		);
		const svg = svgOf(scene);
		for (const word of ['Who', 'What', 'Anna', 'several', 'narrow']) expect(svg).toContain(word);
		expect(svg).toContain('font-weight="700">many<');
		expect(svg).not.toContain('**');
	});

	it('has rows that grow with their words, and is as tall as they are together', () => {
		const { scene, item } = open('a|b', `c|${'long words '.repeat(40)}`);
		const places = scene.layoutOf('t')!.table!;
		expect(places.rows[1]!.h).toBeGreaterThan(item.rows![1]!.height);
		expect(scene.boxOf('t')!.maxY).toBe(places.rows[1]!.y + places.rows[1]!.h);
	});

	it('shows while it is pulled how wide its columns will be', () => {
		const { scene, item } = open('a|b');
		scene.preview(new Map([['t', { size: [item.size[0] * 2, item.size[1]] }]]));
		const [first, second] = scene.layoutOf('t')!.table!.columns;
		expect(first!.w).toBe(item.columns![0]!.width * 2);
		expect(second!.x).toBe(first!.w);
	});

	it('is a plain box until its code is there', () => {
		const { item } = open('a|b');
		const scene = new Scene({ measurer: evenMeasurer });
		scene.load([item]);
		expect(scene.boxOf('t')).toMatchObject({ maxX: item.size[0] });
		expect(svgOf(scene)).toContain('<rect');
	});
});
