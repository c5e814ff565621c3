import { keyBetween } from '@concordia/board';
import type { Item, NewItem, Point, Size } from '@concordia/board';
import type { Case } from './case.ts';
import { placeByCause } from './cause-layout.ts';
import type { CausePlace } from './cause-layout.ts';
import { kindOf, words } from './definition.ts';
import type { KindDefinition, Locale } from './definition.ts';
import type { OrganizationName } from './matrix.ts';
import { newLink } from './links.ts';
import { newCard, newFrame, textFieldsOf, titleHeight, zoneRect } from './place.ts';
import { problemSet } from './problem-set.ts';

export interface CaseSession {
	readonly title: string;
	readonly purpose: string;
	readonly organizations: readonly OrganizationName[];
	readonly items: readonly Item[];
	/** Id of the problem set's frame. */
	readonly instrumentFrame: string;
}

type CaseProblem = NonNullable<Case['problem_set']>[number];

const layerGap = 64;
const rowGap = 40;
const margin = 64;

/**
 * A session with a filled problem set: problems stand from left to right as they cause each other, with
 * evidence, who is affected, and links; perspectives and parked solutions in their zones, facts beside it.
 * `newId` gives a fresh id per item.
 */
export function caseToSession(
	value: Case,
	newId: () => string,
	locale: Locale = 'en'
): CaseSession {
	const board = new Layout(newId, locale);
	board.addFrame(value.problem_set ?? []);
	board.addProblems(value.problem_set ?? []);
	board.addPerspectives(value.problem_set ?? []);
	board.addParked(value.parked_solutions ?? []);
	board.addFacts(value.alliance.area?.facts ?? []);
	return {
		title: value.alliance.name,
		purpose: value.alliance.objective,
		organizations: value.organizations.map(({ id, name }) => ({ id, name })),
		items: board.items,
		instrumentFrame: board.frame.id
	};
}

class Layout {
	readonly items: Item[] = [];
	frame!: Item;
	readonly #newId: () => string;
	readonly #locale: Locale;
	readonly #ids = new Map<string, string>();
	readonly #problem: KindDefinition = kindOf(problemSet, 'problem')!;
	#z: string | null = null;
	#places: ReadonlyMap<string, CausePlace> = new Map();

	constructor(newId: () => string, locale: Locale) {
		this.#newId = newId;
		this.#locale = locale;
	}

	#add(item: NewItem): Item {
		this.#z = keyBetween(this.#z, null);
		const placed = { ...item, size: item.size ?? ([0, 0] as const), z: this.#z };
		this.items.push(placed);
		return placed;
	}

	/** As large as its zones need to be for what will stand in them. */
	addFrame(problems: readonly CaseProblem[]): void {
		for (const { id } of problems) this.#ids.set(id, this.#newId());
		const [width, height] = this.#problem.size;
		this.#places = placeByCause(problems, height + rowGap);
		const places = [...this.#places.values()];
		const columns = Math.max(0, ...places.map(({ column }) => column + 1));
		const zone = problemSet.zones.find(({ id }) => id === this.#problem.zone)!;
		const needed: Size = [
			(columns * (width + layerGap) + margin) / zone.width,
			(Math.max(0, ...places.map(({ y }) => y + height)) + 2 * margin) / zone.height + titleHeight
		];
		const [defaultWidth, defaultHeight] = problemSet.frameSize;
		this.frame = this.#add({
			...newFrame(problemSet, { id: this.#newId(), pos: [0, 0], locale: this.#locale }),
			size: [
				Math.ceil(Math.max(defaultWidth, needed[0])),
				Math.ceil(Math.max(defaultHeight, needed[1]))
			]
		});
	}

	addProblems(problems: readonly CaseProblem[]): void {
		const zone = zoneRect(problemSet, this.frame, this.#problem.zone);
		const [width, height] = this.#problem.size;
		const used = Math.max(0, ...[...this.#places.values()].map(({ y }) => y + height));
		const top = zone.y + Math.max(0, zone.height - used) / 2;
		for (const problem of problems) {
			const { column, y } = this.#places.get(problem.id)!;
			this.#addProblem(problem, [zone.x + column * (width + layerGap), Math.round(top + y)]);
		}
		const link = problemSet.links[0]!;
		for (const { id, feeds_into: targets = [] } of problems) {
			for (const target of new Set(targets)) {
				const ends = { from: this.#ids.get(id)!, to: this.#ids.get(target)! };
				this.#add(newLink(problemSet, link, { id: this.#newId(), ...ends }));
			}
		}
	}

	#addProblem(problem: CaseProblem, pos: Point): void {
		this.#add({
			id: this.#ids.get(problem.id)!,
			type: 'card',
			pos,
			size: this.#problem.size,
			parent: this.frame.id,
			color: this.#problem.color,
			text: problem.statement,
			instrument: problemSet.id,
			kind: this.#problem.id,
			fields: {
				evidence: problem.evidence ?? '',
				affected: [...new Set(problem.affected)].toSorted()
			},
			textFields: textFieldsOf(this.#problem.fields)
		});
	}

	addPerspectives(problems: readonly CaseProblem[]): void {
		for (const { id, perspectives = [] } of problems) {
			for (const { organization, text = '', passed } of perspectives) {
				const fields = { problem: this.#ids.get(id)!, organization, ...(passed && { passed }) };
				this.#addCard('perspective', text, fields);
			}
		}
	}

	addParked(solutions: NonNullable<Case['parked_solutions']>): void {
		for (const { text, organization, problem } of solutions) {
			const on = problem === undefined ? undefined : this.#ids.get(problem);
			this.#addCard('parked-solution', text, {
				...(organization !== undefined && { organization }),
				...(on !== undefined && { problem: on })
			});
		}
	}

	#addCard(kind: string, text: string, fields: Record<string, string | boolean>): void {
		const card = { id: this.#newId(), kind, text, fields };
		this.#add(newCard(problemSet, this.items, this.frame, card));
	}

	/** Facts of the area as plain notes in a frame of their own, to be used as evidence. */
	addFacts(facts: readonly string[]): void {
		if (facts.length === 0) return;
		const [width, height]: Size = [240, 160];
		const box = this.#add({
			id: this.#newId(),
			type: 'frame',
			pos: [-(width + 2 * rowGap) - margin, 0],
			size: [width + 2 * rowGap, rowGap + facts.length * (height + rowGap)],
			text: words(problemSet, this.#locale, 'facts')
		});
		for (const [index, text] of facts.entries()) {
			this.#add({
				id: this.#newId(),
				type: 'note',
				pos: [box.pos[0] + rowGap, box.pos[1] + rowGap + index * (height + rowGap)],
				size: [width, height],
				parent: box.id,
				color: 'white',
				text
			});
		}
	}
}
