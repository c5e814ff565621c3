import { sessionLimits } from './limits.ts';
import { validateLine } from './text.ts';
import type { SessionEvent } from './types.ts';
import { refuse } from './refuse.ts';

/** How notes are signed when they are revealed: with the name, with the organization only, or not at all. */
export type Attribution = 'name' | 'organization' | 'nobody';

/** All of them, from the most to the least that is said. */
export const attributions: readonly Attribution[] = ['name', 'organization', 'nobody'];

/**
 * A stage in which everybody writes notes that nobody else sees, until the mediator reveals all of them
 * at once. The notes themselves are not part of the session.
 */
export interface Stage {
	readonly id: string;
	/** What is asked; null once it was erased. */
	readonly title: string | null;
	readonly attribution: Attribution;
	/** No words at cursors while people write, save by the mediator. */
	readonly silent: boolean;
	/** The frame on the board beside which the notes are put; absent: wherever there is room. */
	readonly frame?: string;
	readonly startedAt: number;
	/** Milliseconds since 1970, by the server's clock. Nothing happens by itself when it is over. */
	readonly endsAt: number;
	readonly status: 'collecting' | 'revealed' | 'cancelled';
	/** When it was revealed or cancelled. */
	readonly endedAt?: number;
	/** Notes put on the board when it was revealed. */
	readonly notes?: number;
	/** The frames they were put in, by organization ('' where it isn't said or there is none). */
	readonly frames?: Readonly<Record<string, string>>;
}

/** What a mediator asks for. */
export type StageCommand =
	| {
			readonly type: 'stage-start';
			readonly title: string;
			readonly minutes: number;
			readonly silent: boolean;
			readonly attribution: Attribution;
			readonly frame?: string | undefined;
	  }
	/** From now on there are this many minutes left. */
	| { readonly type: 'stage-time'; readonly stage: string; readonly minutes: number }
	| {
			readonly type: 'stage-reveal';
			readonly stage: string;
			/** By organization, '' for people without one. Written by the server, never by a client. */
			readonly notes?: Readonly<Record<string, number>> | undefined;
			/** Written by the server, too: see `Stage.frames`. */
			readonly frames?: Readonly<Record<string, string>> | undefined;
	  }
	| { readonly type: 'stage-cancel'; readonly stage: string };

/** Anybody who may draft asks for their own notes that came too late for the reveal. */
export interface LateNotesCommand {
	readonly type: 'stage-late';
	readonly stage: string;
}

export type StageProblem =
	| 'stage-running'
	| 'stage-unknown'
	| 'stage-over'
	| 'stage-collecting'
	| 'stage-invalid'
	| 'stage-limit';

type StageDecision =
	| { readonly ok: true; readonly event: Omit<SessionEvent, 'at' | 'by' | 'organization'> | null }
	| { readonly ok: false; readonly code: StageProblem; readonly detail?: string };

/** The stage that people write in now. */
export function runningStage(stages: readonly Stage[]): Stage | null {
	return stages.find(({ status }) => status === 'collecting') ?? null;
}

/** Decides a command about stages, once it is clear that this person may give it. */
export function decideStage(
	stages: readonly Stage[],
	command: StageCommand | LateNotesCommand,
	now: number,
	newId: () => string
): StageDecision {
	if (command.type === 'stage-start') return start(stages, command, now, newId);
	const stage = stages.find(({ id }) => id === command.stage);
	if (stage === undefined) return refuse('stage-unknown');
	// What is still collected is revealed with everybody's, not before; that of others never is.
	if (command.type === 'stage-late') {
		if (stage.status === 'collecting') return refuse('stage-collecting');
		return { ok: true, event: null };
	}
	if (stage.status !== 'collecting') return refuse('stage-over');
	const subject = [stage.id];
	switch (command.type) {
		case 'stage-time': {
			if (!isMinutes(command.minutes)) return refuse('stage-invalid', 'minutes');
			const endsAt = now + command.minutes * MINUTE_MS;
			return { ok: true, event: { kind: 'stage.time', subject, payload: { endsAt } } };
		}
		case 'stage-reveal': {
			const { notes = {}, frames = {} } = command;
			return { ok: true, event: { kind: 'stage.reveal', subject, payload: { notes, frames } } };
		}
		case 'stage-cancel':
	}
	return { ok: true, event: { kind: 'stage.cancel', subject } };
}

function start(
	stages: readonly Stage[],
	command: Extract<StageCommand, { type: 'stage-start' }>,
	now: number,
	newId: () => string
): StageDecision {
	if (runningStage(stages) !== null) return refuse('stage-running');
	if (stages.length >= sessionLimits.stages) return refuse('stage-limit');
	const title = validateLine(command.title, sessionLimits.titleLength);
	if (!title.ok) return refuse('stage-invalid', `title: ${title.reason}`);
	if (!isMinutes(command.minutes)) return refuse('stage-invalid', 'minutes');
	const id = newId();
	if (stages.some((stage) => stage.id === id)) throw new Error(`newId gave ${id} a second time`);
	return {
		ok: true,
		event: {
			kind: 'stage.start',
			subject: command.frame === undefined ? [id] : [id, command.frame],
			payload: {
				title: title.value,
				attribution: command.attribution,
				silent: command.silent,
				endsAt: now + command.minutes * MINUTE_MS
			}
		}
	};
}

/**
 * What ends the stage that collects when the session is closed: nothing is revealed, for nobody asked for that,
 * and the notes stay with their authors.
 */
export function closeStage(
	stages: readonly Stage[],
	origin: Pick<SessionEvent, 'at' | 'by' | 'organization'>
): SessionEvent[] {
	const stage = runningStage(stages);
	return stage === null ? [] : [{ ...origin, kind: 'stage.cancel', subject: [stage.id] }];
}

/** The stages after an event of theirs. Payloads may have been erased. */
export function evolveStages(stages: readonly Stage[], event: SessionEvent): readonly Stage[] {
	const [id, frame] = event.subject ?? [];
	if (id === undefined) return stages;
	const payload = event.payload ?? {};
	const endsAt = typeof payload['endsAt'] === 'number' ? payload['endsAt'] : event.at;
	const change = (changed: Partial<Stage>): readonly Stage[] =>
		stages.map((stage) => (stage.id === id ? { ...stage, ...changed } : stage));
	switch (event.kind) {
		case 'stage.start': {
			const title = payload['title'];
			const attribution = attributions.find((one) => one === payload['attribution']);
			const stage: Stage = {
				id,
				title: typeof title === 'string' ? title : null,
				// What was agreed and isn't known any more says as little as possible.
				attribution: attribution ?? 'nobody',
				silent: payload['silent'] === true,
				...(frame !== undefined && { frame }),
				startedAt: event.at,
				endsAt,
				status: 'collecting'
			};
			return [...stages, stage];
		}
		case 'stage.time':
			return change({ endsAt });
		case 'stage.reveal':
			return change({
				status: 'revealed',
				endedAt: event.at,
				notes: sum(payload['notes']),
				frames: ids(payload['frames'])
			});
		case 'stage.cancel':
			return change({ status: 'cancelled', endedAt: event.at });
		default:
			return stages;
	}
}

const MINUTE_MS = 60_000;

function isMinutes(minutes: number): boolean {
	return minutes > 0 && minutes <= sessionLimits.stageMinutes;
}

function sum(counts: unknown): number {
	if (typeof counts !== 'object' || counts === null) return 0;
	let total = 0;
	for (const count of Object.values(counts)) if (typeof count === 'number') total += count;
	return total;
}

function ids(frames: unknown): Record<string, string> {
	if (typeof frames !== 'object' || frames === null) return {};
	return Object.fromEntries(
		Object.entries(frames).filter(
			(entry): entry is [string, string] => typeof entry[1] === 'string'
		)
	);
}
