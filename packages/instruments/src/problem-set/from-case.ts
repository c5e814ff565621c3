import type { Item, Size } from '@concordia/board';
import type { Case } from '../case.ts';
import { kindOf, words } from '../definition.ts';
import type { Layout } from '../layout.ts';
import { titleHeight, zoneRect } from '../place.ts';
import type { CaseParked, CaseProblem } from './case-part.ts';
import { placeByCause } from './cause-layout.ts';
import type { CausePlace } from './cause-layout.ts';
import { problemSet } from './definition.ts';

const layerGap = 64;
const rowGap = 40;
const margin = 64;

const problemKind = kindOf(problemSet, 'problem')!;
const [width, height] = problemKind.size;

interface Filling {
	readonly layout: Layout;
	readonly frame: Item;
	/** By the ids of the case, those of the cards. */
	readonly ids: ReadonlyMap<string, string>;
	readonly places: ReadonlyMap<string, CausePlace>;
}

/**
 * A filled problem set: problems stand from left to right as they cause each other, with evidence, who is
 * affected, and links; perspectives and parked solutions in their zones, facts beside it. Returns its frame.
 */
export function problemSetFromCase(value: Case, layout: Layout): Item {
	const problems = value.problem_set ?? [];
	const ids = new Map(problems.map(({ id }) => [id, layout.newId()]));
	const places = placeByCause(problems, height + rowGap);
	const frame = layout.addFrame(problemSet, sizeFor(places));
	const filling: Filling = { layout, frame, ids, places };
	addProblems(filling, problems);
	addPerspectives(filling, problems);
	addParked(filling, value.parked_solutions ?? []);
	addFacts(filling, value.alliance.area?.facts ?? []);
	return frame;
}

/** As large as the zones need to be for what will stand in them. */
function sizeFor(places: Filling['places']): Size {
	const all = [...places.values()];
	const columns = Math.max(0, ...all.map(({ column }) => column + 1));
	const zone = problemSet.zones.find(({ id }) => id === problemKind.zone)!;
	return [
		(columns * (width + layerGap) + margin) / zone.width,
		(Math.max(0, ...all.map(({ y }) => y + height)) + 2 * margin) / zone.height + titleHeight
	];
}

function addProblems(
	{ layout, frame, ids, places }: Filling,
	problems: readonly CaseProblem[]
): void {
	const zone = zoneRect(problemSet, frame, problemKind.zone);
	const used = Math.max(0, ...[...places.values()].map(({ y }) => y + height));
	const top = zone.y + Math.max(0, zone.height - used) / 2;
	for (const { id, statement, evidence = '', affected = [] } of problems) {
		const { column, y } = places.get(id)!;
		layout.addCard(problemSet, frame, {
			id: ids.get(id)!,
			kind: problemKind.id,
			text: statement,
			fields: { evidence, affected: [...new Set(affected)].toSorted() },
			pos: [zone.x + column * (width + layerGap), Math.round(top + y)]
		});
	}
	const link = problemSet.links[0]!;
	for (const { id, feeds_into: targets = [] } of problems) {
		for (const target of new Set(targets)) {
			layout.addLink(problemSet, link, { from: ids.get(id)!, to: ids.get(target)! });
		}
	}
}

function addPerspectives({ layout, frame, ids }: Filling, problems: readonly CaseProblem[]): void {
	for (const { id, perspectives = [] } of problems) {
		for (const { organization, text = '', passed } of perspectives) {
			const fields = { problem: ids.get(id)!, organization, ...(passed && { passed }) };
			layout.addCard(problemSet, frame, { kind: 'perspective', text, fields });
		}
	}
}

function addParked({ layout, frame, ids }: Filling, solutions: readonly CaseParked[]): void {
	for (const { text, organization, problem } of solutions) {
		const on = problem === undefined ? undefined : ids.get(problem);
		const content = { text, ...(on !== undefined && { fields: { problem: on } }) };
		layout.seal(problemSet, frame, content, organization);
	}
}

/** Facts of the area as plain notes in a frame of their own, to be used as evidence. */
function addFacts({ layout, frame }: Filling, facts: readonly string[]): void {
	if (facts.length === 0) return;
	const [noteWidth, noteHeight]: Size = [240, 160];
	const box = layout.add({
		id: layout.newId(),
		type: 'frame',
		pos: [frame.pos[0] - (noteWidth + 2 * rowGap) - margin, frame.pos[1]],
		size: [noteWidth + 2 * rowGap, rowGap + facts.length * (noteHeight + rowGap)],
		text: words(problemSet, layout.locale, 'facts')
	});
	for (const [index, text] of facts.entries()) {
		layout.add({
			id: layout.newId(),
			type: 'note',
			pos: [box.pos[0] + rowGap, box.pos[1] + rowGap + index * (noteHeight + rowGap)],
			size: [noteWidth, noteHeight],
			parent: box.id,
			color: 'white',
			text
		});
	}
}
