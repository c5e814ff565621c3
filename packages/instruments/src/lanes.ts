import type { Item } from '@concordia/board';
import { isKind, words } from './definition.ts';
import type { InstrumentDefinition, LanesView, LinkDefinition, Locale } from './definition.ts';
import { flagField, hasText, stringField } from './fields.ts';
import type { OrganizationName } from './matrix.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** The part of a map that one organization or actor has, with its steps as they follow each other. */
export interface Lane {
	/** Id of an organization or of an actor's card; empty for steps that name nobody. */
	readonly id: string;
	/** The name; for an organization that is not in the session what the card says. */
	readonly name: string;
	/** The actor's card, where lanes are cards. */
	readonly item?: Item;
	/** The citizen's, who is no organization. */
	readonly isCitizen: boolean;
	readonly steps: readonly Item[];
}

/** What goes from step to step: a connector of the board and what it says. */
export interface Flow {
	readonly id: string;
	readonly item: Item;
	/** Id of the kind of link. */
	readonly link: string;
	/** The steps it joins; absent where an end hangs free or at something else. */
	readonly from?: Item;
	readonly to?: Item;
	/** Marked as difficult. */
	readonly isMarked: boolean;
}

/** Who said "I am here", and at which step. */
export interface Pin {
	readonly item: Item;
	readonly step?: Item;
}

export interface LaneMap {
	readonly lanes: readonly Lane[];
	/** All steps, each once, in the order of the lanes. */
	readonly steps: readonly Item[];
	/** The lane of each step by its id. */
	readonly laneOf: ReadonlyMap<string, string>;
	/** What begins or ends at a step of this map. */
	readonly flows: readonly Flow[];
	readonly pins: readonly Pin[];
}

/** The lanes of a map, from its cards: each step lies in exactly one, whatever its card says. */
export function laneMap(
	definition: InstrumentDefinition,
	view: LanesView,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[]
): LaneMap {
	const scope = scopeOf(definition, items, frameId);
	const cards = cardsOf(scope, view.kind);
	const inside = new Set(scope.inside.map(({ id }) => id));
	const flows = flowsOf(definition, view, scope.byId.values(), cards, inside);
	const actors = view.actor === undefined ? [] : cardsOf(scope, view.actor.kind);
	const known = new Set(
		view.actor === undefined ? organizations.map(({ id }) => id) : actors.map(({ id }) => id)
	);
	const laneOf = new Map(
		cards.map((card) => {
			const lane = stringField(card, view.laneField);
			// An organization that left is still named; an actor whose card is gone is nobody.
			return [card.id, view.actor === undefined || known.has(lane) ? lane : ''];
		})
	);
	const stepsIn = (lane: string): Item[] => cards.filter(({ id }) => laneOf.get(id) === lane);
	const lanes: Lane[] =
		view.actor === undefined
			? organizations.map(({ id, name }) => ({ id, name, isCitizen: false, steps: stepsIn(id) }))
			: actors.map((item) => ({
					id: item.id,
					name: (item.text ?? '').trim(),
					item,
					isCitizen: flagField(item, view.actor!.citizenField),
					steps: stepsIn(item.id)
				}));
	const rest = new Set([...laneOf.values()].filter((lane) => !known.has(lane)));
	for (const id of [...rest].toSorted((a, b) => Number(a === '') - Number(b === ''))) {
		lanes.push({ id, name: id, isCitizen: false, steps: stepsIn(id) });
	}
	const byId = new Map(cards.map((card) => [card.id, card]));
	const { pin } = view;
	return {
		lanes,
		steps: lanes.flatMap(({ steps }) => steps),
		laneOf,
		flows,
		pins: pin
			? cardsOf(scope, pin.kind).map((item) => {
					const step = byId.get(stringField(item, pin.stepField));
					return { item, ...(step && { step }) };
				})
			: []
	};
}

/**
 * The connectors of a map. One that somebody drew on the canvas says no kind: between two steps it is the
 * first kind of the map. What is drawn twice counts twice, each may carry something else.
 */
function flowsOf(
	definition: InstrumentDefinition,
	view: LanesView,
	items: Iterable<Item>,
	cards: readonly Item[],
	inside: ReadonlySet<string>
): Flow[] {
	const byId = new Map(cards.map((card) => [card.id, card]));
	const flows: Flow[] = [];
	for (const item of items) {
		if (item.type !== 'connector') continue;
		const from = stepAt(item.from, byId);
		const to = stepAt(item.to, byId);
		const link = flowKind(definition, view, item, from !== undefined && to !== undefined);
		if (link === undefined || (!from && !to && !inside.has(item.id))) continue;
		const isMarked = link.mark !== undefined && flagField(item, link.mark.field);
		flows.push({
			id: item.id,
			item,
			link: link.id,
			...(from && { from }),
			...(to && { to }),
			isMarked
		});
	}
	return flows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function flowKind(
	definition: InstrumentDefinition,
	view: LanesView,
	item: Item,
	joinsSteps: boolean
): LinkDefinition | undefined {
	if (item.kind === undefined) {
		return joinsSteps ? definition.links.find(({ id }) => id === view.links[0]) : undefined;
	}
	if (item.instrument !== definition.id || !view.links.includes(item.kind)) return undefined;
	return definition.links.find(({ id }) => id === item.kind);
}

function stepAt(end: Item['from'], steps: ReadonlyMap<string, Item>): Item | undefined {
	return end && 'item' in end ? steps.get(end.item) : undefined;
}

/** A step near another, and how many flows lie between them. */
export interface Near {
	readonly item: Item;
	readonly distance: number;
}

export interface Around {
	readonly before: readonly Near[];
	readonly after: readonly Near[];
}

/** What comes before a step and what after it, the nearest first. In a circle a step is both. */
export function around({ flows }: Pick<LaneMap, 'flows'>, step: string): Around {
	const before = new Map<string, Item[]>();
	const after = new Map<string, Item[]>();
	for (const { from, to } of flows) {
		if (!from || !to) continue;
		append(after, from.id, to);
		append(before, to.id, from);
	}
	return { before: reachedFrom(step, before), after: reachedFrom(step, after) };
}

function append(map: Map<string, Item[]>, key: string, item: Item): void {
	const list = map.get(key);
	if (list) list.push(item);
	else map.set(key, [item]);
}

function reachedFrom(start: string, next: ReadonlyMap<string, readonly Item[]>): Near[] {
	const found = new Map<string, Near>();
	let ring = [start];
	for (let distance = 1; ring.length > 0; distance += 1) {
		const further: string[] = [];
		for (const item of ring.flatMap((id) => next.get(id) ?? [])) {
			if (item.id === start || found.has(item.id)) continue;
			found.set(item.id, { item, distance });
			further.push(item.id);
		}
		ring = further;
	}
	return [...found.values()];
}

/** What a map lacks: a step nobody is named for in a field, or a flow that ends nowhere. */
export interface Gap {
	/** The field that is empty, the lane field for a step of nobody, `end` for a flow, `citizen` for a map without one. */
	readonly id: string;
	readonly item?: Item;
}

/** The gaps of a map, as its definition asks for them. */
export function mapGaps(view: LanesView, map: LaneMap): Gap[] {
	const lanes = new Set(map.lanes.filter(({ id }) => id !== '').map(({ id }) => id));
	const gaps: Gap[] = [];
	if (view.actor && map.steps.length > 0 && !map.lanes.some(({ isCitizen }) => isCitizen)) {
		gaps.push({ id: 'citizen' });
	}
	for (const item of map.steps) {
		if (map.laneOf.get(item.id) === '') gaps.push({ id: view.laneField, item });
		for (const field of view.decided ?? []) {
			if (!lanes.has(stringField(item, field))) gaps.push({ id: field, item });
		}
	}
	for (const { item, link, to } of map.flows) {
		if (view.mustArrive?.includes(link) !== true) continue;
		if (!to || map.laneOf.get(to.id) === '') gaps.push({ id: 'end', item });
	}
	return gaps;
}

export interface KnowledgeCell {
	readonly lane: string;
	readonly gives: readonly Flow[];
	readonly gets: readonly Flow[];
}

/** One piece of information, who gives it and who gets it. */
export interface KnowledgeRow {
	readonly text: string;
	readonly flows: readonly Flow[];
	/** One per lane, in their order. */
	readonly cells: readonly KnowledgeCell[];
}

/** Who needs to know what: each information by each lane. Flows that carry the same words are one information. */
export function needToKnow(view: LanesView, map: LaneMap): KnowledgeRow[] {
	const rows = new Map<string, Flow[]>();
	for (const flow of map.flows) {
		if (flow.link !== view.information) continue;
		const key = plain(flow.item.text ?? '');
		const row = rows.get(key);
		if (row) row.push(flow);
		else rows.set(key, [flow]);
	}
	const laneAt = (step: Item | undefined): string | undefined => step && map.laneOf.get(step.id);
	return [...rows.values()].map((flows) => ({
		text: (flows[0]!.item.text ?? '').trim(),
		flows,
		cells: map.lanes.map(({ id }) => ({
			lane: id,
			gives: flows.filter(({ from }) => laneAt(from) === id),
			gets: flows.filter(({ to }) => laneAt(to) === id)
		}))
	}));
}

/** Words for comparing: case and spaces don't count. */
export function plain(text: string): string {
	return text.replace(/\s+/gu, ' ').trim().toLowerCase();
}

export interface MapChange {
	/** Of two maps, how a step of this one came about or what became of it. */
	readonly kind: 'added' | 'removed' | 'moved' | 'reworded';
	readonly now?: Item;
	readonly before?: Item;
}

export interface MapDifference {
	readonly steps: readonly MapChange[];
	readonly flows: readonly { readonly kind: 'added' | 'removed'; readonly flow: Flow }[];
	/** Steps that are as they were. */
	readonly same: number;
}

/**
 * What changed from an earlier map to this one. Maps are drawn anew each year, so steps are the same when
 * they say the same: first in the same lane, then in another (moved), then those in the same lane that share
 * most of their words (reworded).
 */
export function compareMaps(now: LaneMap, then: LaneMap): MapDifference {
	const left = [...then.steps];
	const partner = new Map<string, Item>();
	const take = (step: Item, fits: (other: Item) => boolean): boolean => {
		const index = left.findIndex(fits);
		if (index === -1) return false;
		partner.set(step.id, left[index]!);
		left.splice(index, 1);
		return true;
	};
	const laneNow = (step: Item): string | undefined => now.laneOf.get(step.id);
	const laneThen = (step: Item): string | undefined => then.laneOf.get(step.id);
	const same = now.steps.filter((step) =>
		take(step, (other) => laneThen(other) === laneNow(step) && isSameText(step, other))
	);
	const rest = now.steps.filter(({ id }) => !partner.has(id));
	const moved = rest.filter((step) => take(step, (other) => isSameText(step, other)));
	const reworded = rest
		.filter(({ id }) => !partner.has(id))
		.filter((step) =>
			take(step, (other) => laneThen(other) === laneNow(step) && likeness(step, other) >= 0.5)
		);
	const steps: MapChange[] = now.steps.flatMap((step): MapChange[] => {
		const earlier = partner.get(step.id);
		if (!earlier) return [{ kind: 'added', now: step }];
		if (moved.includes(step)) return [{ kind: 'moved', now: step, before: earlier }];
		if (reworded.includes(step)) return [{ kind: 'reworded', now: step, before: earlier }];
		return [];
	});
	for (const step of left) steps.push({ kind: 'removed', before: step });
	return { steps, flows: changedFlows(now, then, partner), same: same.length };
}

function isSameText(a: Item, b: Item): boolean {
	return hasText(a) && plain(a.text!) === plain(b.text ?? '');
}

/** How much of their words two steps share, from 0 to 1. */
function likeness(a: Item, b: Item): number {
	const [one, other] = [wordsOf(a), wordsOf(b)];
	const shared = [...one].filter((word) => other.has(word)).length;
	const all = one.size + other.size - shared;
	return all === 0 ? 0 : shared / all;
}

const wordsOf = ({ text }: Item): Set<string> =>
	new Set(plain(text ?? '').match(/[\p{L}\p{N}]+/gu));

function changedFlows(
	now: LaneMap,
	then: LaneMap,
	partner: ReadonlyMap<string, Item>
): MapDifference['flows'] {
	const earlier = new Set(then.flows.map(({ from, to }) => endsOf(from?.id, to?.id)));
	const kept = new Set<string>();
	const added = now.flows.filter(({ from, to }) => {
		const [before, after] = [from && partner.get(from.id), to && partner.get(to.id)];
		const same = endsOf(before?.id, after?.id);
		const isKept = earlier.has(same) && before !== undefined && after !== undefined;
		if (isKept) kept.add(same);
		return !isKept;
	});
	return [
		...added.map((flow) => ({ kind: 'added' as const, flow })),
		...then.flows
			.filter(({ from, to }) => !kept.has(endsOf(from?.id, to?.id)))
			.map((flow) => ({ kind: 'removed' as const, flow }))
	];
}

function endsOf(from: string | undefined, to: string | undefined): string {
	return JSON.stringify([from ?? null, to ?? null]);
}

/** What a reader sees instead of a lane or a step that isn't there. */
export function laneName(
	definition: InstrumentDefinition,
	lane: Pick<Lane, 'id' | 'name'> | undefined,
	locale: Locale
): string {
	return lane && lane.id !== '' && lane.name !== ''
		? lane.name
		: words(definition, locale, 'lane.none');
}

/**
 * A link as a sentence, "GP informs distributor: therapy need, at discharge": who stands at its ends, then
 * what it carries. Undefined for links whose definition has no sentence.
 */
export function saySentence(
	definition: InstrumentDefinition,
	item: Item,
	items: { get(id: string): Item | undefined },
	organizations: readonly OrganizationName[],
	locale: Locale
): string | undefined {
	const link = definition.links.find(({ id }) => id === item.kind);
	const view = definition.views.find((one): one is LanesView => one.type === 'lanes');
	const key = `link.${link?.id ?? ''}.sentence`;
	const sentence = words(definition, locale, key);
	if (!link || !view || sentence === key) return undefined;
	const nameAt = (end: Item['from']): string => {
		const step = end && 'item' in end ? items.get(end.item) : undefined;
		if (!step || !isKind(definition, step, view.kind))
			return words(definition, locale, 'lane.none');
		const id = stringField(step, view.laneField);
		const name = view.actor
			? (items.get(id)?.text ?? '').trim()
			: (organizations.find((one) => one.id === id)?.name ?? id);
		return laneName(definition, { id, name }, locale);
	};
	const names: Readonly<Record<string, string>> = {
		from: nameAt(item.from),
		to: nameAt(item.to)
	};
	const head = sentence.replace(/\{(from|to)\}/gu, (_, end: string) => names[end]!);
	const carried = [(item.text ?? '').trim(), ...saidFields(definition, link, item, locale)];
	const tail = carried.filter((part) => part !== '').join(', ');
	return tail === '' ? head : `${head}: ${tail}`;
}

function saidFields(
	definition: InstrumentDefinition,
	link: LinkDefinition,
	item: Item,
	locale: Locale
): string[] {
	return (link.fields ?? []).map(({ id, type }) => {
		if (type === 'flag') {
			return flagField(item, id) ? words(definition, locale, `state.${id}`) : '';
		}
		return stringField(item, id).trim();
	});
}
