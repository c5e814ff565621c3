import { expect, test } from 'vitest';
import { hasWords, targetsOf } from './definition.ts';
import type { InstrumentDefinition } from './definition.ts';
import { loaders } from './loaders.ts';
import { instruments } from './registry.ts';

test('pages fetch the same instruments as the server knows', async () => {
	expect(Object.keys(loaders)).toEqual(instruments.map(({ id }) => id));
	for (const definition of instruments) {
		expect(await loaders[definition.id]!()).toBe(definition);
	}
});

for (const definition of instruments) {
	test(`"${definition.id}" has all its words in both languages, and points only at what it has`, () => {
		const { en, de } = definition.words;
		expect(Object.keys(de).toSorted()).toEqual(Object.keys(en).toSorted());
		expect(neededWords(definition).filter((key) => !hasWords(definition, key))).toEqual([]);
		for (const text of [...Object.values(en), ...Object.values(de)])
			expect(text.trim()).not.toBe('');
		expect(faultsOf(definition)).toEqual([]);
	});
}

function neededWords({
	kinds,
	zones,
	views,
	links,
	prompts,
	rules
}: InstrumentDefinition): string[] {
	return [
		'title',
		'about',
		'when',
		...zones.map(({ id }) => `zone.${id}`),
		...views.map(({ id }) => `view.${id}`),
		...prompts.map((id) => `prompt.${id}`),
		...rules.map((id) => `rule.${id}`),
		...links.flatMap(({ id, fields = [] }) => [
			`link.${id}`,
			`link.${id}.to`,
			`link.${id}.from`,
			...fields.map((field) => `${id}.${field.id}`)
		]),
		...kinds.flatMap(({ id, fields }) => [
			`kind.${id}`,
			`kind.${id}.many`,
			`kind.${id}.add`,
			`${id}.text`,
			...fields
				.filter((field) => field.isHidden !== true)
				.flatMap((field) => [
					`${id}.${field.id}`,
					...(field.options ?? []).map((option) => `${id}.${field.id}.${option}`),
					...(field.unit === undefined ? [] : [`unit.${field.unit}`])
				])
		])
	];
}

/** Names of kinds, fields and zones that the definition uses but does not have, and parts of the frame twice used. */
function faultsOf(definition: InstrumentDefinition): string[] {
	const kinds = new Map(definition.kinds.map((kind) => [kind.id, kind]));
	const zones = new Set(definition.zones.map(({ id }) => id));
	const links = new Set(definition.links.map(({ id }) => id));
	const faults: string[] = [];
	const needKind = (where: string, kind: string): void => {
		if (!kinds.has(kind)) faults.push(`${where}: kind ${kind}`);
	};
	const needField = (where: string, kind: string, field: string | undefined): void => {
		needKind(where, kind);
		if (field !== undefined && !kinds.get(kind)?.fields.some(({ id }) => id === field)) {
			faults.push(`${where}: ${kind}.${field}`);
		}
	};
	for (const { id, zone, fields, ownedBy } of definition.kinds) {
		if (!zones.has(zone)) faults.push(`${id}: zone ${zone}`);
		needField(id, id, ownedBy);
		for (const field of fields) {
			if (field.in === undefined) {
				for (const target of targetsOf(field)) needKind(`${id}.${field.id}`, target);
			}
			if (field.type === 'choice' && (field.options ?? []).length === 0) {
				faults.push(`${id}.${field.id}: no options`);
			}
		}
	}
	for (const { id, from, to } of definition.links) {
		needKind(id, from);
		needKind(id, to);
	}
	for (const { id, x, y, width, height } of definition.zones) {
		if (x < 0 || y < 0 || x + width > 1.000_001 || y + height > 1.000_001) {
			faults.push(`zone ${id}: outside the frame`);
		}
	}
	for (const view of definition.views) {
		switch (view.type) {
			case 'matrix':
				for (const field of view.rowFields) needField(view.id, view.rows, field);
				for (const field of [
					view.rowField,
					view.organizationField,
					view.passedField,
					view.valueField
				]) {
					needField(view.id, view.cells, field);
				}
				break;
			case 'graph':
				if (!links.has(view.link)) faults.push(`${view.id}: link ${view.link}`);
				break;
			case 'table':
			case 'list':
				for (const kind of view.kinds) needKind(view.id, kind);
				break;
			case 'plane':
				needField(view.id, view.kind, view.x);
				needField(view.id, view.kind, view.y);
				break;
			case 'radar':
				for (const field of [view.axis, view.value, view.series]) {
					needField(view.id, view.kind, field);
				}
				break;
			case 'grid':
				needField(view.id, view.kind, view.columns);
				needField(view.id, view.kind, view.rows);
				break;
			case 'lanes':
				for (const field of [view.laneField, view.star, ...(view.decided ?? [])]) {
					needField(view.id, view.kind, field);
				}
				if (view.actor) needField(view.id, view.actor.kind, view.actor.citizenField);
				if (view.pin) needField(view.id, view.pin.kind, view.pin.stepField);
				for (const link of view.links) {
					if (!links.has(link)) faults.push(`${view.id}: link ${link}`);
				}
				break;
			case 'timeline':
				for (const field of [view.from, view.to, view.progress, view.organizationField]) {
					needField(view.id, view.kind, field);
				}
				if (view.milestones) needField(view.id, view.milestones.kind, view.milestones.date);
				if (view.link !== undefined && !links.has(view.link)) {
					faults.push(`${view.id}: link ${view.link}`);
				}
				break;
			case 'load':
				for (const field of [view.organizationField, view.of, ...view.amounts]) {
					needField(view.id, view.kind, field);
				}
				break;
			case 'scorecard':
				for (const kind of view.kinds) {
					for (const field of [
						view.indicator,
						view.baseline,
						view.target,
						view.actual,
						view.date
					]) {
						needField(view.id, kind, field);
					}
				}
				break;
			case 'restate':
				for (const kind of [view.of, view.kind]) {
					const owner = definition.kinds.find(({ id }) => id === kind)?.ownedBy;
					if (owner === undefined) faults.push(`${view.id}: ${kind} is nobody's`);
				}
				needField(view.id, view.kind, view.ofField);
				break;
			case 'sealed':
				for (const kind of view.kinds) {
					const owner = definition.kinds.find(({ id }) => id === kind)?.ownedBy;
					if (owner === undefined) faults.push(`${view.id}: ${kind} is nobody's`);
					if (view.of) needField(view.id, kind, view.of.field);
				}
				if (view.of?.parties) needField(view.id, view.of.kind, view.of.parties);
				break;
			case 'decision':
				for (const field of [view.rule, view.share, view.status]) {
					needField(view.id, view.kind, field);
				}
				break;
			case 'survey': {
				const { kind, series, value, answers } = view.result;
				needField(view.id, view.kind, view.axis);
				for (const field of [view.axis, series, value, answers]) needField(view.id, kind, field);
				break;
			}
			default:
				break;
		}
	}
	return faults;
}
