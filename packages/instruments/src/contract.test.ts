import { boundsOf, contains, intersects, validateItem } from '@concordia/board';
import type { Item, NewItem, Rect } from '@concordia/board';
import { expect, test } from 'vitest';
import { checkField } from './check.ts';
import { fieldOf, kindOf } from './definition.ts';
import type {
	FieldDefinition,
	InstrumentDefinition,
	KindDefinition,
	Locale
} from './definition.ts';
import { newCard, zoneRect } from './place.ts';
import { instruments } from './registry.ts';
import { newInstrument } from './starters.ts';
import { markdownOf } from './testing/markdown.ts';

// What every instrument promises, whoever wrote it.
const organizations = [
	{ id: 'north', name: 'Northern Clinic' },
	{ id: 'south', name: 'Southern Care' }
];
const locales = ['en', 'de'] as const;

test('no two instruments have the same id or the same title', () => {
	expect(twice(instruments.map(({ id }) => id))).toEqual([]);
	for (const locale of locales) {
		expect(twice(instruments.map(({ words }) => words[locale]['title']!))).toEqual([]);
	}
});

test('instruments stand in the order of the steps, the core ones of each step first', () => {
	const places = instruments.map(({ step, isCore }) => step * 2 - (isCore ? 1 : 0));
	expect(places).toEqual(places.toSorted((a, b) => a - b));
});

describeEach((definition) => {
	test(`"${definition.id}": every name is used once, and none means two things`, () => {
		const { kinds, zones, views, links, prompts, rules, starters = [] } = definition;
		for (const named of [kinds, zones, views, links, starters]) {
			expect(twice(named.map(({ id }) => id))).toEqual([]);
		}
		expect(twice([...prompts])).toEqual([]);
		expect(twice([...rules])).toEqual([]);
		for (const { fields } of kinds) {
			expect(twice(fields.map(({ id }) => id))).toEqual([]);
			for (const { options = [] } of fields) expect(twice([...options])).toEqual([]);
		}
		// `rule.text` must not be both the text of a kind and a rule.
		const groups = { rule: rules, prompt: prompts, view: views.map(({ id }) => id) };
		for (const [group, ids] of Object.entries(groups)) {
			const fields = kindOf(definition, group)?.fields.map(({ id }) => id) ?? [];
			expect(ids.filter((id) => id === 'text' || fields.includes(id))).toEqual([]);
		}
	});

	test(`"${definition.id}": every hint belongs to a text or field that is there`, () => {
		const hints = Object.keys(definition.words.en).filter((key) => key.endsWith('.prompt'));
		const astray = hints.filter((key) => {
			const [owner, field] = key.split('.') as [string, string];
			const link = definition.links.find(({ id }) => id === owner);
			if (field === 'text') return !link && kindOf(definition, owner) === undefined;
			const isOfLink = link?.fields?.some(({ id }) => id === field) === true;
			return !isOfLink && fieldOf(definition, owner, field) === undefined;
		});
		expect(astray).toEqual([]);
	});

	test(`"${definition.id}": no two zones lie on each other, and each has room for its cards`, () => {
		const frame = freshItems(definition)[0]!;
		const { x, y, width, height } = boundsOf(frame);
		const zones = definition.zones.map(({ id }) => zoneRect(definition, frame, id));
		for (const [index, zone] of zones.entries()) {
			expect(contains({ x, y, width, height }, zone)).toBe(true);
			for (const other of zones.slice(index + 1)) expect(intersects(zone, other)).toBe(false);
		}
		for (const kind of definition.kinds) {
			for (const zone of zonesOf(definition, kind)) {
				const room = zoneRect(definition, frame, zone);
				expect(room.width).toBeGreaterThanOrEqual(kind.size[0]);
				expect(room.height).toBeGreaterThanOrEqual(kind.size[1]);
			}
		}
	});

	test(`"${definition.id}": a card that speaks for an organization names it where the server looks`, () => {
		const named = definition.kinds.filter(({ ownedBy }) => ownedBy !== undefined);
		expect(named.filter(({ ownedBy }) => ownedBy !== 'organization')).toEqual([]);
	});

	test(`"${definition.id}": the choices of a zone field have their zones`, () => {
		for (const kind of definition.kinds) {
			if (kind.zoneField === undefined) continue;
			const { type, options = [] } = fieldOf(definition, kind.id, kind.zoneField)!;
			const zones = definition.zones.map(({ id }) => id);
			expect(type).toBe('choice');
			expect(options.filter((option) => !zones.includes(option))).toEqual([]);
		}
	});

	test(`"${definition.id}": a fresh one is sound, and nothing in it lies on anything else`, () => {
		const items = freshItems(definition);
		const [frame, ...rest] = items as [Item, ...Item[]];
		for (const item of items) expect(validateItem(item)).toMatchObject({ ok: true });
		const cards = rest.filter(({ type }) => type === 'card');
		expect(cards.length).toBe(definition.starters?.length ?? 0);
		expectApart(boundsOf(frame), cards.map(boundsOf));
		for (const card of cards) {
			for (const field of kindOf(definition, card.kind)!.fields) {
				const value = card.fields?.[field.id];
				const fault = value === undefined ? undefined : checkField(field, value);
				expect(fault === 'check.required' ? undefined : fault).toBeUndefined();
			}
		}
		const linked = definition.starters?.flatMap(({ links = [] }) => links) ?? [];
		expect(rest.filter(({ type }) => type === 'connector').length).toBe(linked.length);
	});

	test(`"${definition.id}": one card of each kind is sound, in its zone, and read in the document`, () => {
		const items = filledItems(definition);
		const [frame, ...rest] = items as [Item, ...Item[]];
		for (const item of items) expect(validateItem(item)).toMatchObject({ ok: true });
		const cards = rest.filter(({ type }) => type === 'card');
		expectApart(boundsOf(frame), cards.map(boundsOf));
		const told = cards.filter(({ kind }) => kind !== definition.parking?.placeholder);
		for (const locale of locales) {
			const written = documentOf(definition, items, frame.id, locale);
			expect(told.filter(({ text }) => !written.includes(escaped(text!)))).toEqual([]);
			expect(unworded(definition, written)).toEqual([]);
		}
	});

	test(`"${definition.id}": the document of an empty one says what it is for`, () => {
		for (const locale of locales) {
			const [frame] = freshItems(definition, locale);
			const { title, about } = definition.words[locale];
			const written = documentOf(definition, [frame!], frame!.id, locale);
			expect(written.startsWith(`# ${escaped(title!)}\n`)).toBe(true);
			expect(written).toContain(escaped(about!));
			expect(unworded(definition, written)).toEqual([]);
		}
	});
});

function describeEach(body: (definition: InstrumentDefinition) => void): void {
	for (const definition of instruments) body(definition);
}

function twice(values: readonly string[]): string[] {
	return values.filter((value, index) => values.indexOf(value) !== index);
}

function zonesOf(definition: InstrumentDefinition, kind: KindDefinition): readonly string[] {
	const field = kind.zoneField && fieldOf(definition, kind.id, kind.zoneField);
	return [kind.zone, ...((field && field.options) || [])];
}

function freshItems(definition: InstrumentDefinition, locale: Locale = 'en'): Item[] {
	let count = 0;
	const newId = (): string => `${definition.id}-${(count += 1)}`;
	return newInstrument(definition, { newId, pos: [0, 0], locale }).map(onBoard);
}

function onBoard(item: NewItem): Item {
	return { ...item, size: item.size ?? [0, 0], z: 'a0' };
}

const sampleText = (kind: string): string => `A sample of ${kind.replaceAll('-', ' ')}`;

/** A fresh one, and one more card of each kind with every field filled in. */
function filledItems(definition: InstrumentDefinition): Item[] {
	const items = freshItems(definition);
	const [frame] = items;
	const ids = new Map(definition.kinds.map(({ id }) => [id, `sample-${id}`]));
	for (const kind of definition.kinds) {
		const fields = Object.fromEntries(
			kind.fields
				.filter(({ isHidden }) => isHidden !== true)
				.map((field) => [field.id, sampleValue(field, ids)])
		);
		const card = { id: ids.get(kind.id)!, kind: kind.id, text: sampleText(kind.id), fields };
		items.push(onBoard(newCard(definition, items, frame!, card)));
	}
	return items;
}

function sampleValue(
	field: FieldDefinition,
	ids: ReadonlyMap<string, string>
): string | number | boolean | readonly string[] {
	const target = typeof field.of === 'string' ? field.of : field.of?.[0];
	switch (field.type) {
		case 'text':
			return 'What somebody wrote';
		case 'choice':
			return field.options![0]!;
		case 'number':
			return Math.max(field.min ?? 1, 1);
		case 'rating':
			return 4;
		case 'date':
			return '2027-03-31';
		case 'organization':
			return 'north';
		case 'organizations':
			return ['north', 'south'];
		case 'item':
			return ids.get(target!) ?? 'elsewhere';
		case 'items':
			return [ids.get(target!) ?? 'elsewhere'];
		default:
			return false;
	}
}

function expectApart(frame: Rect, rects: readonly Rect[]): void {
	for (const [index, rect] of rects.entries()) {
		expect(contains(frame, rect)).toBe(true);
		for (const other of rects.slice(index + 1)) expect(intersects(rect, other)).toBe(false);
	}
}

function documentOf(
	definition: InstrumentDefinition,
	items: readonly Item[],
	frame: string,
	locale: Locale
): string {
	return markdownOf(definition, items, frame, organizations, locale);
}

const escaped = (text: string): string => text.replace(/[\\`*_[\]<>&~|]/gu, '\\$&');

/** Keys that stand in the document because they have no words. */
function unworded({ kinds, zones, views }: InstrumentDefinition, written: string): string[] {
	const groups = ['kind', 'zone', 'view', 'prompt', 'rule', 'document', 'state', 'link'];
	const first = [...groups, ...kinds.map(({ id }) => id)];
	return [...zones, ...views, ...kinds]
		.flatMap(({ id }) => first.map((group) => `${group}.${id}`))
		.filter((key) => written.includes(key));
}
