import { differenceOf, type Change, type Item } from '@concordia/board';
import { hasWords, words } from '@concordia/instruments';
import type { SessionState } from '@concordia/session';
import type { Change as Deed } from '#lib/audit/change.ts';
import { labelOf } from '#lib/audit/item-label.ts';
import { date, hasText, list, locale, number, t } from '#lib/i18n/index.svelte.ts';
import { instrumentOf } from '#lib/instruments/known.svelte.ts';
import type { Step } from './timeline.ts';

/** What a change did, as the log says it. */
export function deedOf({ id, before, after }: Change): Deed {
	if (before === undefined) return 'create';
	if (after === undefined) return 'delete';
	const difference = differenceOf(id, before, after);
	if (difference === null || !('fields' in difference)) return 'other';
	const fields = difference.fields.map(({ field }) => field.split('/')[0]!);
	const only = (...allowed: readonly string[]): boolean =>
		fields.every((field) => allowed.includes(field));
	if (fields.length === 0) return 'move';
	if (fields.includes('text')) return 'text';
	if (fields.includes('fields') || fields.includes('cells')) return 'fields';
	if (only('size')) return 'resize';
	if (only('color')) return 'color';
	if (only('from', 'to')) return 'connect';
	if (only('z')) return difference.isMoved ? 'move' : 'order';
	return 'other';
}

/** Who made a step; null is the host, or somebody whose notes were revealed without a name. */
export function nameOf(by: string | null, state: SessionState): string {
	if (by === null) {
		const hides = state.stages.some(
			({ status, attribution }) => status === 'revealed' && attribution !== 'name'
		);
		return t(hides ? 'log.host-or-unnamed' : 'log.the-host');
	}
	const person = Object.hasOwn(state.participants, by) ? state.participants[by] : undefined;
	return person?.name ?? t('common.erased-name');
}

/** Several people, each once. */
export function namesOf(authors: readonly (string | null)[], state: SessionState): string {
	return list([...new Set(authors.map((by) => nameOf(by, state)))]);
}

/** A step in plain words: who did what to which item. */
export function sayStep(step: Step, state: SessionState): string {
	const who = nameOf(step.by, state);
	if (step.isErased) return t('history.step-erased', { who });
	const deeds = step.changes.map(deedOf);
	const [first] = step.changes;
	if (first === undefined) return t('history.step-nothing', { who });
	const kinds = new Set(deeds);
	if (kinds.size === 1) {
		const item = (first.after ?? first.before)!;
		const what =
			step.changes.length === 1 ? labelOf(item) : t('log.items', { count: step.changes.length });
		return t(`log.says-edit-${deeds[0]!}`, { who, what });
	}
	const count = (deed: Deed): number => deeds.filter((one) => one === deed).length;
	const [added, removed] = [count('create'), count('delete')];
	return t('log.says-edit-mixed', {
		who,
		added,
		removed,
		changed: deeds.length - added - removed
	});
}

export function timeOf(at: number): string {
	return date(at, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** What a field is called. */
export function fieldName(field: string, item: Item): string {
	const [name, ...rest] = field.split('/');
	const inner = rest.join('/');
	if (name === 'cells') return t('history.field-cell');
	if (name === 'fields') {
		const definition = instrumentOf(item);
		const key = `${item.kind}.${inner}`;
		return definition && hasWords(definition, key) ? words(definition, locale.current, key) : inner;
	}
	const key = `history.field-${field}`;
	return hasText(key) ? t(key) : field;
}

/** A value short enough to stand beside another; null when only "it changed" can be said. */
export function valueText(field: string, value: unknown): string | null {
	if (value === undefined || value === null || value === '') return t('history.value-none');
	if (field === 'size' && Array.isArray(value))
		return value.map((side) => number(Math.round(Number(side)))).join(' × ');
	if (field === 'z') return null;
	if (typeof value === 'string') {
		const color = `common.color-${value}`;
		return field === 'color' && hasText(color) ? t(color) : value;
	}
	if (typeof value === 'number') return number(value);
	if (typeof value === 'boolean') return t(value ? 'history.value-yes' : 'history.value-no');
	if (Array.isArray(value) && value.length <= 20 && value.every((one) => typeof one === 'string'))
		return value.length === 0 ? t('history.value-none') : list(value);
	return null;
}
