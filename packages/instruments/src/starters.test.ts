import { expect, test } from 'vitest';
import { defineInstrument } from './define.ts';
import { newInstrument } from './starters.ts';

const definition = defineInstrument({
	id: 'bodies',
	version: 1,
	step: 5,
	isCore: false,
	frameSize: [1000, 1000],
	kinds: [
		{
			id: 'body',
			color: 'blue',
			size: [200, 100],
			zone: 'low',
			zoneField: 'level',
			isAddable: true,
			fields: [
				{ id: 'level', type: 'choice', options: ['high', 'low'] },
				{ id: 'task', type: 'text' }
			]
		}
	],
	links: [{ id: 'reports', from: 'body', to: 'body' }],
	zones: [
		{ id: 'high', x: 0, y: 0, width: 1, height: 0.5 },
		{ id: 'low', x: 0, y: 0.5, width: 1, height: 0.5 }
	],
	starters: [
		{ id: 'chiefs', kind: 'body', fields: { level: 'high' } },
		{
			id: 'crew',
			kind: 'body',
			links: [
				{ link: 'reports', to: 'chiefs' },
				{ link: 'reports', to: 'gone' }
			]
		}
	],
	prompts: [],
	rules: [],
	views: [],
	words: {
		en: { 'starter.chiefs': 'Chiefs', 'starter.crew': 'Crew' },
		de: { 'starter.chiefs': 'Spitze', 'starter.crew': 'Mannschaft' }
	}
});

test('a new instrument has what everybody begins with, each in its zone, and its links', () => {
	let count = 0;
	const newId = (): string => `i${(count += 1)}`;
	const [frame, chiefs, crew, link, ...rest] = newInstrument(definition, {
		newId,
		pos: [100, 200],
		locale: 'de'
	});
	expect(rest).toEqual([]);
	expect(frame).toMatchObject({ type: 'frame', instrument: 'bodies', pos: [100, 200] });
	expect(chiefs).toMatchObject({ text: 'Spitze', parent: frame!.id, fields: { level: 'high' } });
	expect(crew).toMatchObject({ text: 'Mannschaft', textFields: ['task'] });
	expect(chiefs!.pos[1]).toBeLessThan(200 + 500);
	expect(crew!.pos[1]).toBeGreaterThan(200 + 500);
	expect(link).toMatchObject({ from: { item: crew!.id }, to: { item: chiefs!.id } });
	expect(new Set([frame, chiefs, crew, link].map((item) => item!.id)).size).toBe(4);
});
